"""The engine, and what models and repositories share."""
