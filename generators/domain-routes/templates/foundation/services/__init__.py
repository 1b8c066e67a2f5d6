"""Business logic: a service for each feature."""
