"""What routes and services of all features use."""
