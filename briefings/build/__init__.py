"""What notes are made from, which are due and why, and how they are made and put where readers find them."""
