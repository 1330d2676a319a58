"""The rules: pure functions and frozen types; no files, no clock, no randomness."""
