"""One class for each thing a caller can do."""
