"""Ports: what use cases need from outside."""
