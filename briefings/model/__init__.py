"""Frozen domain types. They depend on the standard library only, and on CLDR through `locales`."""
