"""From a `View` to a `Brief`, by way of templates."""
