"""What the controller tells its workers about a run, as one file in the run's work folder."""

from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from catalogue.model import SystemType
from toetsbank.profile import Profile


class DefectRun(BaseModel):
    """A defect of the reference XIS, with the requirements whose scenarios are to notice it."""

    model_config = ConfigDict(frozen=True)

    name: str
    aliases: tuple[str, ...]
    type: SystemType
    """The kind of system under which the defect can be seen."""
    until_noticed: frozenset[str] = frozenset()
    """Clauses of which no more scenarios are run once one has failed."""


HEALTHY = "gezond"


class Variant(NamedTuple):
    """The SUT that a scenario meets: its kind, and the defect it has, if any."""

    name: str
    defect: str | None
    type: SystemType


class Session(BaseModel):
    """One session of a run."""

    model_config = ConfigDict(frozen=True)

    folder: Path
    number: int
    profile: Profile
    pki: Path | None = None
    """The PKI of this run; None for a foreign SUT, whose PKI stands in its profile."""
    done: frozenset[str] = frozenset()
    """Scenarios that an earlier session of this run decided."""
    defects: tuple[DefectRun, ...] = ()
    """Empty for a run; for a proof the healthy XIS and each defect are run."""

    def variants(self, aliases: frozenset[str]) -> tuple["Variant", ...]:
        """Return what the scenarios of some requirements are run with: health, and in a proof each of their defects."""
        defects = [defect for defect in self.defects if aliases & set(defect.aliases)]
        types = dict.fromkeys([self.profile.pics.type, *(defect.type for defect in defects)])
        return (
            *(Variant(f"{HEALTHY}-{type_}", None, type_) for type_ in types),
            *(Variant(defect.name, defect.name, defect.type) for defect in defects),
        )

    def save(self) -> Path:
        """Write the file and return its path."""
        path = self.folder / "werk" / "sessie.json"
        path.write_text(self.model_dump_json(), encoding="utf-8")
        return path

    @classmethod
    def load(cls, path: Path) -> "Session":
        """Read the file back."""
        return cls.model_validate_json(path.read_bytes())
