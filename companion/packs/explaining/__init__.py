"""What every code of `pack check` means, an example of what causes it, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from companion.packs.explaining.entries import ENTRIES
from companion.packs.explaining.explained import Explained
from companion.packs.explaining.files import FILES, ZIPS
from companion.packs.explaining.manifest import MANIFEST, UPDATES
from companion.packs.explaining.style import STYLE
from companion.packs.findings import Code

EXPLAINED: Mapping[Code, Explained] = {**FILES, **ENTRIES, **MANIFEST, **UPDATES, **ZIPS, **STYLE}
"""Every code, explained."""
