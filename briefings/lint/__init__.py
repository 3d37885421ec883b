"""The `check` command: problems in a project's facts, templates, labels and styles."""
