"""Operations of administrators on messages, and on the log of what they do (GBX.SBH.e4040.3, GBX.SBH.e4050)."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field

from simulators.xis.operations.base import Data, Operation, Outcome, Parameters, Sessie, SessionParameters
from simulators.xis.policies.users import AccessPolicy
from simulators.xis.sessions import Refused

if TYPE_CHECKING:
    from simulators.xis.application import Xis

LOG_READER: Final = AccessPolicy(frozenset({"toegangslogbeheerder"}))


class InspectParameters(Parameters):
    """Een sessie, het bericht dat wordt ingezien, en de aanleiding."""

    sessie: Sessie
    bericht: Annotated[str, Field(min_length=1, max_length=200, description="root^extensie van het bericht.")]
    aanleiding: Annotated[str, Field(min_length=1, max_length=200)]


class MessageData(Data):
    """Het bericht en het antwoord erop; leeg bij een weigering."""

    verzonden: str = ""
    ontvangen: str = ""


class ManagementLogData(Data):
    """De regels van de beheerlog, de oudste eerst."""

    regels: tuple[dict[str, Any], ...] = ()


class TriggerLogData(Data):
    """Waarom het XIS uit zichzelf opvroeg, de oudste eerst."""

    regels: tuple[dict[str, Any], ...] = ()


async def _inspect(xis: "Xis", wanted: InspectParameters) -> Outcome:
    acting = xis.management.desk.acting(wanted.sessie)
    acting.require(xis.policies.inspection.access, "de inhoud van berichten te zien")
    message = xis.management.archive.message(wanted.bericht)
    if message is None:
        raise Refused("Dit bericht is er niet.")
    xis.management.log(acting, "bericht.inspect", f"{wanted.bericht}, aanleiding: {wanted.aanleiding}")
    shown = (message.verzonden, message.ontvangen)
    return Outcome(shown, MessageData(verzonden=message.verzonden, ontvangen=message.ontvangen))


async def _read_management_log(xis: "Xis", wanted: SessionParameters) -> Outcome:
    acting = xis.management.desk.acting(wanted.sessie)
    acting.require(LOG_READER, "de beheerlog in te zien")
    entries = xis.management.archive.management()
    data = ManagementLogData(regels=tuple(asdict(entry) for entry in entries))
    return Outcome(tuple(entry.line() for entry in entries) or ("Geen regels.",), data)


async def _read_trigger_log(xis: "Xis", wanted: SessionParameters) -> Outcome:
    acting = xis.management.desk.acting(wanted.sessie)
    acting.require(LOG_READER, "de aanleidingen van opvragen in te zien")
    triggers = xis.management.archive.triggers()
    data = TriggerLogData(regels=tuple(asdict(trigger) for trigger in triggers))
    return Outcome(tuple(trigger.line() for trigger in triggers) or ("Geen regels.",), data)


OPERATIONS: Final = (
    Operation("bericht.inspect", "De inhoud van een bericht inzien.", InspectParameters, MessageData, _inspect),
    Operation("beheerlog.read", "De beheerlog lezen.", SessionParameters, ManagementLogData, _read_management_log),
    Operation(
        "triggerlog.read",
        "Lezen waarom het XIS uit zichzelf opvroeg.",
        SessionParameters,
        TriggerLogData,
        _read_trigger_log,
    ),
)
