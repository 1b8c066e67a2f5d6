"""What all packages stand on: settings, the database, security, errors."""
