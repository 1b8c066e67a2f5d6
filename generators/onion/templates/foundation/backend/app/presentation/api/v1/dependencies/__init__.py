"""Where ports meet their adapters."""
