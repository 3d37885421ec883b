"""The pages of people, posts, partners and facts, and the search for them."""
