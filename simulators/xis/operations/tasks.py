"""Periodic tasks of the XIS, run now instead of at their own time."""

from typing import TYPE_CHECKING, Final, Literal

from simulators.xis.operations.base import NoData, Operation, Outcome, Parameters

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class TaskParameters(Parameters):
    """Een periodieke taak."""

    taak: Literal["reservekopie"]


async def _run(xis: "Xis", _wanted: TaskParameters) -> Outcome:
    return Outcome((f"Reservekopie gemaakt: {xis.traces.back_up()} regels.",))


OPERATIONS: Final = (Operation("taak.run", "Een periodieke taak nu uitvoeren.", TaskParameters, NoData, _run),)
