"""The comparison of two states of the notes, and the verification of the files in the build folder."""
