"""What endpoints of all features use."""
