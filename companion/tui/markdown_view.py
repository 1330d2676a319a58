"""An article's Markdown as lines of the column: its words, their order and their emphasis; nothing in it acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from companion.tui.ink import INK, SOFT, Block, ink

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 200_000
"""Characters of one article that are shown; some hundred pages of a book."""
_PARAGRAPH = 10_000
"""Characters without an empty line from which on a text is shown as it was written: parsing links is quadratic."""
_PIECE = 2_000
"""`ink` cuts what is longer than any screen; an article is read whole."""
_DEEPEST = 100
"""Levels of nesting, two for each list in a list, beyond which the parser drops words: far more than anybody writes."""
_BULLET, _INWARD = "–  ", "  "


def add_markdown(block: Block, text: str) -> Block:
    """Add a text in Markdown to a block. The lines of each paragraph have the action `at:` and its number, from 0.

    HTML, and whatever else CommonMark has no name for, stays text; so does what is too long to be parsed.
    """
    shown, writer = text[:LONGEST], _Writer(block)
    if max(map(len, shown.split("\n\n"))) > _PARAGRAPH:
        for paragraph in shown.split("\n\n"):
            writer.write(Content.assemble(*_inked(paragraph, INK)))
    else:
        from markdown_it import MarkdownIt  # 18 ms, and only an article needs it

        for token in MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table").parse(shown):
            writer.take(token)
    if len(text) > len(shown):
        writer.write(ink("It goes on, longer than this page can show. The pack's own file has the rest.", SOFT))
    return block


class _Writer:
    """Writes one token after another into a block, and knows how far in it stands."""

    def __init__(self, block: Block) -> None:
        self._block, self._number, self._gap = block, 0, False
        self._indents: list[str] = []
        self._marker = (0, "")
        self._items: list[int | None] = []
        self._cells: list[Content] | None = None
        self._quotes = self._bold = 0

    def write(self, content: Content, gap: bool = True) -> None:
        """Add one paragraph, and the mark of the list's item that it begins; `gap` asks for a blank line after it."""
        if self._gap and self._number:
            self._block.blank()
        depth, marker = self._marker
        indent = "".join(self._indents)
        first = "".join([*self._indents[:depth], marker, *self._indents[depth + 1 :]]) if marker else ""
        if len(indent) > self._block.width // 2:
            indent, first = "", ""
            content = Content.assemble(ink(marker), content)
        self._block.content(content, indent=indent, first=first, action=f"at:{self._number}")
        self._number, self._gap, self._marker = self._number + 1, gap, (0, "")

    def take(self, token: Token) -> None:
        """The next token of the text."""
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.nesting > 0:
            self._enter(kind, token)
        elif token.nesting < 0:
            self._leave(kind)
        elif kind == "hr":
            self.write(ink("·  ·  ·", SOFT))
        elif kind == "inline":
            spoken = Content.assemble(*_spoken(token.children or (), SOFT if self._quotes else INK, self._bold))
            if self._cells is None:
                self.write(spoken, gap=self._gap_after)
            else:
                self._cells.append(spoken)
        else:
            self._code(token.content)

    def _enter(self, kind: str, token: Token) -> None:
        if kind == "blockquote":
            self._indents.append(_INWARD)
            self._quotes += 1
        elif kind in ("ordered_list", "bullet_list"):
            self._items.append(int(token.attrs.get("start", 1)) if kind == "ordered_list" else None)
        elif kind == "list_item":
            self._begin_item()
        elif kind == "tr":
            self._cells = []
        elif kind in ("heading", "thead"):
            self._bold += 1
            self._gap = True
        # A list whose items stand close has hidden paragraphs, and a heading stands close to its text.
        self._gap_after = not token.hidden and kind != "heading"

    def _begin_item(self) -> None:
        self._end_item()
        number = self._items[-1]
        marker = _BULLET if number is None else f"{number}. "
        self._items[-1] = None if number is None else number + 1
        self._marker = len(self._indents), marker
        self._indents.append(" " * len(marker))

    def _end_item(self) -> None:
        if self._marker[1]:  # an item without words
            self.write(Content(""), gap=False)

    def _leave(self, kind: str) -> None:
        if kind == "blockquote":
            self._indents.pop()
            self._quotes -= 1
        elif kind == "list_item":
            self._end_item()
            self._indents.pop()
        elif kind in ("ordered_list", "bullet_list"):
            self._items.pop()
            self._gap = self._gap or not self._items
        elif kind == "tr":
            self.write(ink("  ·  ", SOFT).join(self._cells or ()), gap=False)
            self._cells = None
        elif kind in ("heading", "thead"):
            self._bold -= 1
        self._gap = self._gap or kind in ("blockquote", "table")

    def _code(self, text: str) -> None:
        self._indents.append(_INWARD)
        for number, line in enumerate(text.rstrip("\n").split("\n")):
            self._gap = self._gap and not number
            self.write(Content.assemble(*_inked(line, INK)), gap=False)
        self._indents.pop()
        self._gap = True


def _spoken(tokens: Sequence[Token], base: str, bold: int) -> list[Content]:
    """The words of a paragraph with their emphasis, and after those of a link its address."""
    pieces: list[Content] = []
    links: list[tuple[int, str]] = []
    italic = 0
    for token in tokens:
        style = f"{'bold ' if bold else ''}{'italic ' if italic else ''}{base}"
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            links.append((len(pieces), str(token.attrs.get("href", ""))))
        elif token.type == "link_close":
            start, address = links.pop()
            pieces += _address(address, "".join(piece.plain for piece in pieces[start:]))
        elif token.type == "image":
            pieces += [*_inked(token.content, style), *_address(str(token.attrs.get("src", "")), token.content)]
        else:
            pieces += _inked({"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content), style)
    return pieces


def _address(address: str, words: str) -> list[Content]:
    """An address after its words, unless these are the address itself."""
    return [] if not address or address.endswith(words or " ") else _inked(f" ({address})", SOFT)


def _inked(text: str, style: str) -> list[Content]:
    return [ink(text[at : at + _PIECE], style) for at in range(0, len(text), _PIECE)]
