"""Business logic: a service for each feature. No SQL here, and no HTTP."""
