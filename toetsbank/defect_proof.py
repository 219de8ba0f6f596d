"""What is known of one defect after a proof, whether it breaks the reference XIS, a dossier or a register."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Part of proof.json; holds nothing that changes from one run to the next."""

    model_config = ConfigDict(frozen=True)


class DefectProof(Record):
    """Where one defect was noticed."""

    summary: str
    violates: tuple[str, ...]
    must_find: tuple[str, ...]
    must_doubt: tuple[str, ...]
    noticed: tuple[str, ...]
    """Clauses of ``violates`` that failed, ``must_find`` with a finding, ``must_doubt`` that hang on a reading.

    A dossier or register that cannot be judged breaks its clause without failing it: there ``violates`` is noticed when
    the clause loses its good verdict in the way that the defect says."""
    explained: dict[str, str]
    """Other clauses of the same requirement that failed too, with the reason the defect gives."""
    unexplained: tuple[str, ...]

    def within(self, clauses: Collection[str]) -> Self:
        """Return what of it can be asked of a proof of some clauses only."""
        asked = {
            name: tuple(clause for clause in getattr(self, name) if clause in clauses)
            for name in ("violates", "must_find", "must_doubt")
        }
        return self.model_copy(update=asked)

    @property
    def is_good(self) -> bool:
        """Tell whether the defect was noticed where it must be, and nowhere else without a reason."""
        return {*self.violates, *self.must_find, *self.must_doubt} <= set(self.noticed) and not self.unexplained


class PapersProof(NamedTuple):
    """What a proof says of the judgement of papers: dossiers, or registers."""

    defects: Mapping[str, DefectProof]
    unhealthy: Mapping[str, str]
    """Clauses at which the good papers were not judged well, with the sentence."""
    unproven: frozenset[str]
    """Clauses with something that decides them and that no defect breaks."""
