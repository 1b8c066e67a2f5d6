"""HTTP: the application and its API."""
