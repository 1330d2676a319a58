"""The pack format: prose in Markdown, a manifest in TOML, nothing executable; and the library of packs."""

MANIFEST = "pack.toml"
"""The file that makes a folder a pack."""
