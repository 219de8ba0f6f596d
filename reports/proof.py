"""What the report has to know of the proof: which defects of the reference XIS showed that a clause can fail."""

from collections.abc import Mapping
from dataclasses import dataclass, field

UNPROVEN = "onbewezen"


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of ``toetsbank prove`` as the reports use it."""

    defects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the defects that made a clause fail, by clause id."""
    of_this_version: bool = False
    """Whether the proof was made with exactly the bench that made the report."""
    made_with: str = ""
    """The version the proof was made with: tag, commit or fingerprint of the suite."""

    def of(self, clause: str) -> tuple[str, ...]:
        """Return the defects that prove a clause; none means that it is unproven."""
        return self.defects.get(clause, ())


NO_PROOF = Proof()
