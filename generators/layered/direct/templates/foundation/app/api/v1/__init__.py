"""The first version of the API: endpoints, a module for each feature."""
