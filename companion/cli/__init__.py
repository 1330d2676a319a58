"""The plain front end: linear text and JSON, for scripts, screen readers and pipes."""
