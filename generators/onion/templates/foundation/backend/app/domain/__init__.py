"""The business itself: pure Python, no I/O."""
