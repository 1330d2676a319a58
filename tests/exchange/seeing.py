"""Looking at a picture as its viewers do: its texts, its groups of marks, and the box around every element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from companion.exchange.picture_ink import width_of

SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    """The space an element takes, about as wide as the widest of the usual fonts would make it."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Seen:
    """One picture, parsed: an XML parser is the first who has to be content with it."""

    def __init__(self, picture: str) -> None:
        self.root = ElementTree.fromstring(picture.encode())
        _, _, self.width, self.height = map(float, self.root.attrib["viewBox"].split())
        self.title, self.told = (self.root.findtext(SVG + tag, "") for tag in ("title", "desc"))
        self.texts = ["".join(text.itertext()) for text in self.root.iter(SVG + "text")]

    @property
    def tags(self) -> set[str]:
        return {element.tag.removeprefix(SVG) for element in self.root.iter()}

    @property
    def groups(self) -> dict[str, int]:
        """How many marks each titled group holds, by its title without the number, which must be the same."""
        found = {}
        for group in self.root.iter(SVG + "g"):
            if title := group.findtext(SVG + "title"):
                name, _, number = title.rpartition(": ")
                assert int(number) == len(group) - 1, title
                found[name] = len(group) - 1
        return found

    def boxes(self, *tags: str) -> Iterator[tuple[str, Box]]:
        """The box around every element of these kinds, or of every kind."""
        for element in self.root.iter():
            tag = element.tag.removeprefix(SVG)
            if tag in _BOXES and (not tags or tag in tags):
                yield ElementTree.tostring(element, "unicode"), _BOXES[tag](element)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", text)]


def _rect(element: Element) -> Box:
    return Box(0, 0, float(element.attrib["width"]), float(element.attrib["height"]))


def _circle(element: Element) -> Box:
    x, y, r = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
    return Box(x - r, y - r, x + r, y + r)


def _points(element: Element) -> Box:
    found = _numbers(element.attrib["points"])
    return Box(min(found[::2]), min(found[1::2]), max(found[::2]), max(found[1::2]))


def _line(element: Element) -> Box:
    xs, ys = ([float(element.attrib[name + end]) for end in "12"] for name in "xy")
    return Box(min(xs), min(ys), max(xs), max(ys))


def _path(element: Element) -> Box:
    x, y = _numbers(element.attrib["d"])[:2]
    return Box(x - 5, y - 5, x + 10, y + 5)


def _text(element: Element) -> Box:
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    spans = [element] if element.text else list(element)
    sizes = [int(span.attrib["font-size"]) for span in spans]
    wide = sum(width_of(span.text or "", size) for span, size in zip(spans, sizes, strict=True))
    wide += sum(float(span.attrib.get("dx", 0)) for span in spans)
    left = x - wide if element.attrib.get("text-anchor") == "end" else x
    return Box(left, y - 0.75 * max(sizes), left + wide, y + 0.2 * max(sizes))


_BOXES = {
    "rect": _rect,
    "circle": _circle,
    "polygon": _points,
    "polyline": _points,
    "line": _line,
    "path": _path,
    "text": _text,
}
