"""Style sheets of a house: what they may ask for, and the part of a page that they reach; the only door to tinycss2."""
