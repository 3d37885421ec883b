"""What has changed between two states of the notes, and whether the files are those written."""
