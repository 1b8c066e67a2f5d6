"""Settings, the database, security: what every part of the application stands on."""
