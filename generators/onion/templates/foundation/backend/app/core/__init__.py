"""Settings and the unit of work."""
