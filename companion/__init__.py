"""Tiny Triumphs Companion: one page a day, one idea, one tiny experiment, one honest question."""

__version__ = "0.1.0"
