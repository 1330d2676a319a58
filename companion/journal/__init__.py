"""The journal: TinyDB over an append-only log of acts, one file per device and year."""
