"""Thin endpoints, a module for each resource."""
