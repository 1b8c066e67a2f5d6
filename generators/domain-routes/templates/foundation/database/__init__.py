"""The database: its connection, and all models."""
