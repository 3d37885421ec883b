"""Standing orders: the notes that `briefings build` keeps making, until they are dropped."""
