"""The operation that lets something happen with a patient, at which the XIS asks the LSP of its own accord."""

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from simulators.xis.operations.base import Bsn, NoData, Operation, Outcome, Parameters, Sessie

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class TriggerParameters(Parameters):
    """Een sessie, een patiënt, en wat er met hem gebeurt."""

    sessie: Sessie
    bsn: Bsn
    soort: Annotated[Literal["afspraak"], Field(description="Wat er gebeurt: er komt een afspraak.")] = "afspraak"


async def _fire(xis: "Xis", wanted: TriggerParameters) -> Outcome:
    session = xis.sessions.active(wanted.sessie)
    try:
        result = await xis.own_queries.triggered(session, wanted.bsn, wanted.soort)
    finally:
        xis.agenda.changed()
    return Outcome((f"De {wanted.soort} is vastgelegd.", *result.lines()))


OPERATIONS: Final = (
    Operation("trigger.fire", "Er gebeurt iets waarop het XIS zelf opvraagt.", TriggerParameters, NoData, _fire),
)
