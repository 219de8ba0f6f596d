"""Operations of those who manage the XIS, and on its own administration."""

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from protocol.bsn import is_fictitious
from simulators.xis.operations.base import (
    Bsn,
    Data,
    Operation,
    Outcome,
    Parameters,
    Sessie,
    need_role,
)
from simulators.xis.sessions import Refused

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class SearchParameters(Parameters):
    """Een sessie en waarop gezocht wordt: een BSN of een hele naam."""

    sessie: Sessie
    zoekterm: Annotated[str, Field(min_length=1, max_length=200)]


class SettingParameters(Parameters):
    """Een instelling en haar nieuwe waarde."""

    sessie: Sessie
    naam: Literal["onbruik_minuten"]
    waarde: Annotated[float, Field(description="Minuten zonder gebruik waarna een sessie eindigt.")]


class SettingData(Data):
    """Wat het scherm na de wijziging toont."""

    vorige: float | None = Field(default=None, description="De waarde die tot nu toe gold.")
    waarde: float | None = Field(default=None, description="De waarde die nu geldt.")


class LogParameters(Parameters):
    """Een sessie, en welke regels: van een patiënt, of anders die van een periode."""

    sessie: Sessie
    bsn: Bsn | None = None
    van: Annotated[float, Field(ge=0, description="Begin van de periode, seconden sinds 1970.")] = 0.0
    tot: Annotated[float, Field(ge=0, description="Einde van de periode, seconden sinds 1970.")] = 32503680000.0


class LogData(Data):
    """De regels van de toegangslog, de oudste eerst."""

    regels: tuple[dict[str, Any], ...] = ()


class PatientData(Data):
    """De gevonden patiënten."""

    patienten: tuple[dict[str, str], ...] = ()


async def _read_log(xis: "Xis", wanted: LogParameters) -> Outcome:
    need_role(xis.sessions.active(wanted.sessie), "toegangslogbeheerder", "de toegangslog in te zien")
    if wanted.bsn is None:
        entries = xis.store.log_entries_between(wanted.van, wanted.tot)
    else:
        entries = xis.store.log_entries(wanted.bsn)
    data = LogData(regels=tuple({name: getattr(entry, name) for name in entry.__slots__} for entry in entries))
    return Outcome(tuple(entry.line() for entry in entries) or ("Geen regels.",), data)


async def _search(xis: "Xis", wanted: SearchParameters) -> Outcome:
    xis.sessions.active(wanted.sessie)
    term = wanted.zoekterm.strip()
    one = xis.store.patient(term) if is_fictitious(term) else None
    found = (one,) if one else xis.store.patients_named(term)
    data = PatientData(patienten=tuple({name: getattr(p, name) for name in p.__slots__} for p in found))
    return Outcome(tuple(patient.line() for patient in found) or ("Geen patiënt gevonden.",), data)


async def _set(xis: "Xis", wanted: SettingParameters) -> Outcome:
    need_role(xis.sessions.active(wanted.sessie), "beheerder", "instellingen te wijzigen")
    acting = xis.management.desk.acting(wanted.sessie)
    limits = xis.policies.sessions
    longest = limits.longest_idle / 60
    if not 1 <= wanted.waarde <= longest:
        raise Refused(f"Een sessie eindigt na 1 tot {longest:g} minuten onbruik; {wanted.waarde:g} kan niet.")
    data = SettingData(vorige=limits.idle / 60, waarde=wanted.waarde)
    if limits.adjustable:
        limits.idle = wanted.waarde * 60
    xis.management.log(acting, "instelling.set", f"{wanted.naam} {wanted.waarde:g}")
    xis.agenda.changed()
    return Outcome((f"Een sessie eindigt voortaan na {wanted.waarde:g} minuten onbruik.",), data)


OPERATIONS: Final = (
    Operation("toegangslog.read", "De toegangslog lezen.", LogParameters, LogData, _read_log),
    Operation("patient.search", "Een patiënt zoeken op BSN of naam.", SearchParameters, PatientData, _search),
    Operation("instelling.set", "Een instelling wijzigen.", SettingParameters, SettingData, _set),
)
