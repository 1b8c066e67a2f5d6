"""The API, put together of the routers of all packages."""
