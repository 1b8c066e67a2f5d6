"""What can be done, independent of HTTP and database."""
