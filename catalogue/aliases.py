"""Finds a requirement or clause by any of its names, and says what was meant where a name does not exist."""

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from catalogue.model import Clause, Requirement


class Found(NamedTuple):
    """What a name stands for: a requirement, and one of its clauses where the name has a number."""

    requirement: Requirement
    clause: Clause | None = None


class UnknownAlias(KeyError):
    """A name that no requirement or clause has; the message is a Dutch sentence that names the right one."""

    def __init__(self, name: str, message: str, candidates: tuple[str, ...]) -> None:
        """Keep the name that was asked for and the names that may have been meant."""
        super().__init__(message)
        self.name = name
        self.candidates = candidates

    def __str__(self) -> str:
        """Return the sentence, without the quotes that KeyError puts around it."""
        return str(self.args[0])


def find(name: str, requirements: Mapping[str, Requirement]) -> Found:
    """Return what an alias or clause id stands for; all aliases of a requirement are equal (INT-16).

    ``requirements`` has the requirements by their first alias. Raises ``UnknownAlias``.
    """
    alias, slash, number = name.strip().partition("/")
    requirement = by_any_alias(requirements).get(alias)
    if requirement is None:
        raise _unknown(alias, requirements)
    if not slash:
        return Found(requirement)
    for clause in requirement.clausules:
        if str(clause.nummer) == number:
            return Found(requirement, clause)
    raise UnknownAlias(name, _no_such_clause(requirement, number), (requirement.alias,))


def by_any_alias(requirements: Mapping[str, Requirement]) -> dict[str, Requirement]:
    """Return the requirements by each of their aliases."""
    return {
        alias: requirement
        for requirement in requirements.values()
        for alias in (requirement.alias, *requirement.aliassen)
    }


def _no_such_clause(requirement: Requirement, number: str) -> str:
    if not requirement.clausules:
        return f"{requirement.alias} heeft nog geen clausules; kies de eis zelf."
    numbers = [clause.nummer for clause in requirement.clausules]
    contiguous = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
    known = f"{numbers[0]} tot en met {numbers[-1]}" if contiguous else _enumerate(map(str, numbers), "en")
    return f"{requirement.alias} heeft geen clausule '{number}'; wel {known}."


def _unknown(alias: str, requirements: Mapping[str, Requirement]) -> UnknownAlias:
    names = by_any_alias(requirements)
    candidates = _same_base(alias, names) or _close(alias, names)
    if not candidates:
        meant = "geen alias van de catalogus lijkt erop"
    elif len(candidates) == 1:
        meant = f"bedoeld is waarschijnlijk {candidates[0]}"
    else:
        meant = f"bedoeld kan zijn {_enumerate(candidates, 'of')}"
    return UnknownAlias(alias, f"{alias} bestaat niet; {meant}.", candidates)


def _same_base(alias: str, names: Mapping[str, Requirement]) -> tuple[str, ...]:
    """Return the requirements whose alias differs in the suffix only, or in capitals."""
    base = _base(alias.casefold())
    found = {names[name].alias for name in names if name.casefold() == alias.casefold()}
    return tuple(sorted(found or {names[name].alias for name in names if _base(name.casefold()) == base}))


def _close(alias: str, names: Mapping[str, Requirement]) -> tuple[str, ...]:
    """Return what looks like it; a bare end such as e4090.1 names every requirement that ends so."""
    ends = {names[name].alias for name in names if name.endswith(f".{alias}") or _base(name).endswith(f".{alias}")}
    if ends:
        return tuple(sorted(ends))
    matches = difflib.get_close_matches(alias, names, n=3, cutoff=0.75)
    return tuple(dict.fromkeys(names[match].alias for match in matches))


def _base(alias: str) -> str:
    """Return an alias without its revision: GBX.CON.e4080 of GBX.CON.e4080.5; KTZ.KIS.CQ of KTZ.KIS.CQ.02."""
    head, _, tail = alias.rpartition(".")
    return head if tail.isdigit() and head else alias


def _enumerate(items: Iterable[str], conjunction: str) -> str:
    *head, last = items
    return f"{', '.join(head)} {conjunction} {last}" if head else last
