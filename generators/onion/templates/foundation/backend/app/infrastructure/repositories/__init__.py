"""The repository ports, on SQLAlchemy."""
