"""The generator `fastapi-feature`, a program for Node, as a Python package."""
