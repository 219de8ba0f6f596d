"""What the SUT claims to be (PICS), and which clauses that excludes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.model import Clause


@dataclass(frozen=True, slots=True)
class Pics:
    """The claims of a profile: its type, its roles, and its answers to the questions of the catalogue."""

    type: str | None
    roles: frozenset[str]
    answers: Mapping[str, bool]

    @classmethod
    def of(cls, profile: Mapping[str, Any]) -> "Pics":
        """Read the table ``pics`` of a profile; what is absent excludes nothing."""
        table = profile.get("pics", {})
        return cls(
            type=table.get("type"),
            roles=frozenset(table.get("rollen", ())),
            answers=dict(table.get("voorwaarden", {})),
        )

    def exclusion(self, clause: Clause) -> str:
        """Return the claim that makes a clause not applicable, as a Dutch phrase; empty if it applies."""
        if self.type is not None and self.type not in clause.geldt_voor:
            return f"type {self.type} geclaimd, de clausule geldt voor {' en '.join(clause.geldt_voor)}"
        if clause.rol is not None and clause.rol not in self.roles:
            return f"rol {clause.rol} niet geclaimd"
        if clause.voorwaarde is not None and self.answers.get(clause.voorwaarde) is False:
            return f"voorwaarde “{clause.voorwaarde}” met nee beantwoord"
        return ""

    def unanswered(self, clauses: Iterable[Clause]) -> tuple[str, ...]:
        """Return the questions that clauses ask of this SUT and the profile does not answer."""
        asked = {
            clause.voorwaarde for clause in clauses if clause.voorwaarde is not None and not self.exclusion(clause)
        }
        return tuple(sorted(asked - self.answers.keys()))
