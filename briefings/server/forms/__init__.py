"""Forms of the live page: their fields and words, and the trial of what was typed before anything is written."""
