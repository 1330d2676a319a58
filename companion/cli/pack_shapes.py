"""Packs, and what a check finds in them, as JSON that other programs may rely on. Add keys, never rename one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from companion.cli.shapes import Json, heading_json
from companion.coach.offers import OfferView
from companion.coach.packing import PackView
from companion.domain.entries import PackAbout
from companion.packs.findings import Finding

if TYPE_CHECKING:
    from companion.packs.checking import Checked  # which imports a parser


def about_json(about: PackAbout) -> Json:
    """What a pack says of itself; `counts` has its entries on offer by kind."""
    found: Json = msgspec.to_builtins(about)
    return found


def pack_json(view: PackView) -> Json:
    """A pack of the library; `pages` is its part of the daily pages, and `cards` counts those that they choose from."""
    return about_json(view.about) | {
        "bundled": view.is_bundled,
        "share": view.share.value,
        "pages": round(view.pages, 4),
        "cards": view.cards,
    }


def offer_json(offer: OfferView, installed: bool) -> Json:
    """What installing changes, or would; `before` is what was installed under its id, and `was` has the former titles
    of changed entries by their ids."""
    return {
        "pack": about_json(offer.about),
        "before": about_json(offer.before) if offer.before else None,
        "installed": installed,
        **{name: [heading_json(one) for one in getattr(offer, name)] for name in _CHANGES},
        "was": dict(offer.was),
        "findings": [finding_json(finding) for finding in offer.notes],
    }


def refused_json(findings: Iterable[Finding]) -> Json:
    """The same of a pack that cannot be installed, for these findings."""
    nothing: Json = {"pack": None, "before": None, "installed": False, **{name: [] for name in _CHANGES}, "was": {}}
    return nothing | {"findings": [finding_json(finding) for finding in findings]}


_CHANGES = ("added", "changed", "retired", "gone")


def finding_json(finding: Finding) -> Json:
    """One finding; line and column count from 1."""
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code.value,
        "severity": finding.severity.value,
        "message": finding.message,
    }


def checked_json(checked: Checked) -> Json:
    """Every finding of a check, counted by how much they matter; `pack` is null where there are errors, and `counts`
    has its entries on offer by kind."""
    pack = checked.pack
    return {
        "pack": {"id": pack.manifest.id, "version": pack.manifest.version} if pack else None,
        "counts": dict(checked.counts),
        "retired": checked.retired,
        "errors": len(checked.errors),
        "warnings": len(checked.warnings),
        "notes": len(checked.notes),
        "findings": [finding_json(finding) for finding in checked.findings],
    }
