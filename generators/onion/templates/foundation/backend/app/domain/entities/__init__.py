"""Things with an identity, and their rules."""
