"""Do a cooperative's printed figures agree with each other? Rules that ask; none corrects."""
