"""Claims: what sentences and facts say of one subject, in one form, so that any two of them can be compared."""
