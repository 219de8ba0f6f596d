"""What an operation of the upper tester is, and what operations share: parameters, data, outcome."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from simulators.xis.sessions import Refused, UserSession

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class PreconditionMissing(Exception):
    """The operation cannot be done as things are; the message is a Dutch sentence."""


class Parameters(BaseModel):
    """What an operation is told."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Data(BaseModel):
    """What an operation returns beside what was shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Sessie = Annotated[str, Field(min_length=1, description="De sessie, zoals sessie.log_in die teruggaf.")]


Bsn = Annotated[str, Field(pattern=r"^9999\d{5}$", description="Een fictief BSN, 9999xxxxx.")]


class SessionParameters(Parameters):
    """Een sessie."""

    sessie: Sessie


class PatientParameters(Parameters):
    """Een sessie en een patiënt."""

    sessie: Sessie
    bsn: Bsn


class NoParameters(Parameters):
    """Niets."""


class NoData(Data):
    """Niets."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation led to: what the user was shown, verbatim, and the data."""

    shown: tuple[str, ...]
    data: Data = field(default_factory=NoData)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the upper tester."""

    name: str
    summary: str
    parameters: type[Parameters]
    data: type[Data]
    perform: Callable[["Xis", Any], Awaitable[Outcome]]


def need_role(session: UserSession, role: str, purpose: str) -> None:
    if role not in session.user.rollen:
        raise Refused(f"U bent niet bevoegd om {purpose}; dat kan alleen een {role}.")
