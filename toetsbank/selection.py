"""Selecting what to run: aliases, clauses and ways, checked against the catalogue before anything starts."""

import ast
import re
from collections.abc import Mapping
from itertools import product

from catalogue import Catalogue, UnknownAlias
from toetsbank.deciders import decidable
from toetsbank.outcomes import BadInput
from toetsbank.scenarios import read as read_scenarios

OPERATORS = frozenset({"and", "or", "not"})
WAYS = frozenset({"zim", "volg", "script", "adapter", "dossier", "belasting"})
WORDS = OPERATORS | WAYS
NAME = re.compile(r"[^\s()]+")


def decidable_clauses() -> frozenset[str]:
    """Return the clauses that a scenario, a rule over all traffic, a register or the dossier can decide."""
    return decidable(read_scenarios())


def resolve(expression: str, catalogue: Catalogue, decidable: frozenset[str]) -> str:
    """Return an expression for pytest in which every alias is the one that names its requirement.

    Raises BadInput with a sentence that names the right alias where one is unknown or outdated, and one that says why
    where a requirement or clause is not among those that something can decide.
    """

    def one(match: re.Match[str]) -> str:
        word = match.group()
        if word in WORDS:
            return word
        try:
            found = catalogue.find(word)
        except UnknownAlias as error:
            raise BadInput(str(error)) from error
        clauses = found.requirement.clausules if found.clause is None else (found.clause,)
        if not any(found.requirement.clause_id(clause) in decidable for clause in clauses):
            why = [clause.reden for clause in clauses[:3]] or [found.requirement.reden]
            reasons = " en ".join(dict.fromkeys(reason or "geen reden bekend" for reason in why))
            raise BadInput(f"Niets beslist {word}: {reasons}.")
        return found.requirement.alias if found.clause is None else found.requirement.clause_id(found.clause)

    resolved = NAME.sub(one, expression)
    if resolved.strip():
        _parsed(resolved)
    return resolved


def clauses_in(expression: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the clauses of which an expression (already resolved) may select a scenario; all for an empty one."""
    if not expression.strip():
        return tuple(catalogue.clauses)
    tree, names = _parsed(expression)
    return tuple(clause for clause in catalogue.clauses if True in _values(tree, names, clause))


def _parsed(expression: str) -> tuple[ast.expr, Mapping[str, str]]:
    """Return the expression as a tree of names, and what each name stands for; raises BadInput."""
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        if match.group() in OPERATORS:
            return match.group()
        names[f"n{len(names)}"] = match.group()
        return f"n{len(names) - 1}"

    try:
        tree = ast.parse(NAME.sub(name, expression).strip(), mode="eval").body
    except SyntaxError:
        tree = ast.expr()
    if not all(isinstance(node, _GRAMMAR) for node in ast.walk(tree)):
        raise BadInput(
            f"De uitdrukking '{expression}' na -m klopt niet; verbind namen met and, or en not, eventueel met haakjes."
        )
    return tree, names


_GRAMMAR = (ast.Name, ast.Load, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not)


def _values(tree: ast.expr, names: Mapping[str, str], clause: str) -> frozenset[bool]:
    """Return the values that an expression can have for the scenarios of a clause; their ways are not looked at."""
    match tree:
        case ast.Name(id=id_) if names[id_] in WAYS:
            return frozenset({True, False})
        case ast.Name(id=id_):
            return frozenset({names[id_] in (clause, clause.rpartition("/")[0])})
        case ast.UnaryOp(operand=operand):
            return frozenset(not value for value in _values(operand, names, clause))
        case ast.BoolOp(op=op, values=parts):
            join = all if isinstance(op, ast.And) else any
            return frozenset(join(row) for row in product(*(_values(part, names, clause) for part in parts)))
    raise AssertionError(tree)
