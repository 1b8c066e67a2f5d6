"""What the ports lead to: database and other services."""
