"""What the domain tells those outside."""
