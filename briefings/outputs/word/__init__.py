"""Word output: a note as .docx, for houses that clear their notes in Word; the only door to python-docx."""
