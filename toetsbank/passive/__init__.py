"""Rules that hold for every message, judged once more at the end on every observation of the run (DESIGN section 2.5).

A rule is a pure function of one observation; what it says of all of them together becomes one judgement per clause.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toetsbank.applicability import why_not
from toetsbank.passive import aangesloten_systeem, applicatie
from toetsbank.passive.base import Context, Rule, Traffic, sum_up

__all__ = ["RULES", "Context", "Rule", "Traffic", "judge"]

RULES: Mapping[str, tuple[str, Rule]] = {**aangesloten_systeem.RULES, **applicatie.RULES}
"""By clause: the name of the rule, and what it says of each observation it looks at."""


def judge(traffic: Traffic, context: Context, clauses: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the fields of a ``checked`` event for every rule of the given clauses that binds this SUT."""
    for clause in clauses:
        if clause in RULES and not why_not(context.catalogue, clause, context.profile.pics):
            name, rule = RULES[clause]
            yield sum_up(clause, name, tuple(rule(traffic, context)), context)
