"""Facts about the description of a GBx: what it says of ways and parts agrees with its own boundary."""

from collections.abc import Iterable, Iterator

from toetsbank.dossier.facts.base import Fact
from toetsbank.dossier.model import Answers, Remark, Situation, open_

INWARD = frozenset({"in", "beide"})
OUTWARD = frozenset({"uit", "beide"})


def ways_cross_the_boundary(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """Each way joins a part inside to something outside, both as the boundary names them."""
    boundary = situation.beside.get("grens", Answers({}))
    for side in ("binnen", "buiten"):
        known = _folded(boundary.values.get(side, ()))
        for number, row in enumerate(answers.rows("wegen"), 1):
            if known and row.text(side).casefold() not in known:
                text = f"{row.text(side)} staat bij de grens niet als iets dat {side} ligt"
                yield open_(f"wegen[{number}].{side}", text)


def ways_named(directions: frozenset[str] | None = None) -> Fact:
    """Return a fact that every way over the boundary has a row, or those in some directions."""

    def look(answers: Answers, situation: Situation) -> Iterator[Remark]:
        ways = situation.beside.get("wegen", Answers({})).values.get("wegen", ())
        all_names = _folded(row.text("naam") for row in ways)
        needed = [row.text("naam") for row in ways if directions is None or row.text("richting") in directions]
        named = _folded(row.text("weg") for row in answers.rows("per_weg"))
        for name in needed:
            if name.casefold() not in named:
                yield open_("per_weg", f"de weg {name} ontbreekt")
        for number, row in enumerate(answers.rows("per_weg"), 1):
            if all_names and row.text("weg").casefold() not in all_names:
                yield open_(f"per_weg[{number}].weg", f"{row.text('weg')} staat niet bij de wegen over de grens")

    return look


def parts_guarded(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """Every part inside the boundary has its guard."""
    guarded = _folded(row.text("onderdeel") for row in answers.rows("per_onderdeel"))
    for part in situation.beside.get("grens", Answers({})).values.get("binnen", ()):
        if part.casefold() not in guarded:
            yield open_("per_onderdeel", f"het onderdeel {part} ontbreekt")


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
