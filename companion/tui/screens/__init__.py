"""The places and the pages that Esc closes, each with its style sheet beside it."""
