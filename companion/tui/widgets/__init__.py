"""Widgets: they show what they are given and post what was meant; none knows the journal."""
