"""All database access: a repository for each model."""
