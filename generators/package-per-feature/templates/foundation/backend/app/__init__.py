"""The application: a package for each feature, and what they stand on."""
