"""Sources: their captured texts, quotes, publishers, and everything that rests on them."""
