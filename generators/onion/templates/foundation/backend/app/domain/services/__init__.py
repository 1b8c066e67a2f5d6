"""Rules that concern more than one entity."""
