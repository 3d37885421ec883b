"""The words of the house, as frozen records: the standard library is all they know, and CLDR through `cldr`."""
