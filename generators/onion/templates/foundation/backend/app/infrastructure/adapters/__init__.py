"""The other ports: one module for each service."""
