"""Selecting what to run: aliases, clauses and ways, checked against the catalogue before anything starts."""

import re

from catalogue import Catalogue, UnknownAlias
from toetsbank.outcomes import BadInput

WORDS = frozenset({"and", "or", "not", "zim", "volg", "script", "adapter", "dossier", "belasting"})
NAME = re.compile(r"[^\s()]+")


def resolve(expression: str, catalogue: Catalogue) -> str:
    """Return an expression for pytest in which every alias is the one that names its requirement.

    Raises BadInput with a sentence that names the right alias where one is unknown or outdated.
    """

    def one(match: re.Match[str]) -> str:
        word = match.group()
        if word in WORDS:
            return word
        try:
            found = catalogue.find(word)
        except UnknownAlias as error:
            raise BadInput(str(error)) from error
        if not found.requirement.clausules:
            raise BadInput(f"{found.requirement.alias} heeft nog geen scenario's: {found.requirement.reden}.")
        return found.requirement.alias if found.clause is None else found.requirement.clause_id(found.clause)

    return NAME.sub(one, expression)


def clauses_in(expression: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the clauses that an expression (already resolved) names, all of them for an empty expression."""
    named = {word for word in NAME.findall(expression) if word not in WORDS}
    if not named:
        return tuple(catalogue.clauses)
    return tuple(clause for clause in catalogue.clauses if clause in named or clause.rpartition("/")[0] in named)
