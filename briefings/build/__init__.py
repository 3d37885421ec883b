"""The build: finds out which notes are stale and why, renders them and publishes them in the build folder."""
