"""Operations on the XIS as a whole: what it is, and its clock."""

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from simulators.xis.operations.base import Data, NoParameters, Operation, Outcome, Parameters, PreconditionMissing

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class ClockParameters(Parameters):
    """Waarop de klok van het XIS wordt gezet."""

    moment: Annotated[float, Field(ge=0, le=32503680000, description="Seconden sinds 1 januari 1970, UTC.")]


class VersionData(Data):
    """Waaruit het XIS bestaat."""

    product: str = ""
    versie: str = ""
    build: str = ""
    database: str = ""
    adapter: str = ""


class ClockData(Data):
    """Het eerste moment waarop het XIS uit zichzelf iets gaat doen, in seconden sinds 1970; null als dat er niet is."""

    volgende: float | None = None


async def _version(xis: "Xis", _wanted: NoParameters) -> Outcome:
    about = xis.about()
    return Outcome((f"{about['product']} {about['versie']}",), VersionData(**about))


async def _set_clock(xis: "Xis", wanted: ClockParameters) -> Outcome:
    if xis.configuration.klok != "virtueel":
        raise PreconditionMissing("De klok van dit XIS loopt echt en kan niet worden verzet; zet 'klok' op virtueel.")
    ahead = xis.policies.clock.ahead
    due = await xis.agenda.move_to(wanted.moment + ahead)
    return Outcome((), ClockData(volgende=None if due is None else due - ahead))


OPERATIONS: Final = (
    Operation("systeem.version", "Product, versie en build.", NoParameters, VersionData, _version),
    Operation("klok.set", "De virtuele klok vooruit zetten.", ClockParameters, ClockData, _set_clock),
)
