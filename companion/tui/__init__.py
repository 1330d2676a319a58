"""The Textual front end: one page, filled from top to bottom."""
