"""Endpoints, a module for each feature."""
