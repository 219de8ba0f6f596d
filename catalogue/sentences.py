"""Cuts running Dutch text into sentences, and tells which of them bind: those with a modal verb."""

import re

_ABBREVIATIONS = (
    "a.g.v",
    "art",
    "bijv",
    "blz",
    "bv",
    "ca",
    "cf",
    "d.m.v",
    "d.w.z",
    "dhr",
    "e.d",
    "etc",
    "evt",
    "excl",
    "i.c.m",
    "i.p.v",
    "i.v.m",
    "incl",
    "jl",
    "m.b.t",
    "m.u.v",
    "max",
    "mevr",
    "min",
    "nr",
    "o.a",
    "o.b.v",
    "o.m",
    "par",
    "ref",
    "resp",
    "t.a.v",
    "t.b.v",
    "t.o.v",
    "z.g",
    "zgn",
)
_END = re.compile(
    r"""
    (?P<mark>[.!?]+)
    (?: (?P<close>[)\]"'”’]*) \s+ (?=["'“‘({\[<]*[A-ZÀ-Þ0-9])  # a space, and the next sentence begins with a capital
      | (?=[A-Z][a-z])(?<=[a-z0-9à-ÿ)A-Z][.!?])               # the space between two sentences was lost
    )
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s(\[]+$")
_NAME = re.compile(r"[A-Z]{3}(?:\.[A-Za-z0-9]+)*$")
_MODAL = re.compile(
    r"""\b(?:
        moet | moeten | dient | dienen | mag | mogen | kan | kunt | kunnen | hoeft | hoeven | zal | zullen
    )\b
    | \bis\b.*\b(?:verplicht|niet\s+toegestaan)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def split(text: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph or list item, without the white space around them.

    A full stop after an abbreviation, in a number or in an alias ends nothing; one without a space behind it does where
    a capitalised word follows.
    """
    found: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        if _is_inside(text[begin : end.start("mark")], end):
            continue
        found.append(text[begin : end.end()].strip())
        begin = end.end()
    found.append(text[begin:].strip())
    return tuple(sentence for sentence in found if sentence)


def _is_inside(before: str, end: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to an abbreviation, an enumeration or a name."""
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    last = word[0].lstrip("\"'“‘").casefold()
    if end["mark"] == "." and last.rstrip(".") in _ABBREVIATIONS:
        return True
    glued = end.end() == end.end("mark")
    return glued and (bool(re.search(r"[/@]", word[0])) or ("." in word[0] and _NAME.match(word[0]) is not None))


def is_normative(sentence: str) -> bool:
    """Tell whether a sentence has a modal verb: it obliges, forbids, permits or exempts."""
    return _MODAL.search(sentence) is not None
