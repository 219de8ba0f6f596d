"""The operations of the upper tester that the XIS offers: names and words of the bench (operations.md section 6).

Each operation has a model of its parameters and one of its data; the OpenAPI description is made of these.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from protocol.bsn import is_fictitious
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


class LogInParameters(Parameters):
    """Een pas in de lezer van een werkplek, en de toegangscode die erbij wordt ingevoerd."""

    pas: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", description="persoon/variant, als arts-a/geldig")]
    toegangscode: Annotated[str, Field(min_length=1, max_length=64)]
    werkplek: Annotated[str, Field(min_length=1, max_length=64)] = "werkplek-1"


class LogInData(Data):
    """De sessie die begon; leeg bij een weigering."""

    sessie: str = ""


class SessionParameters(Parameters):
    """Een sessie."""

    sessie: Sessie


class PatientParameters(Parameters):
    """Een sessie en een patiënt."""

    sessie: Sessie
    bsn: Bsn


class SearchParameters(Parameters):
    """Een sessie en waarop gezocht wordt: een BSN of een hele naam."""

    sessie: Sessie
    zoekterm: Annotated[str, Field(min_length=1, max_length=200)]


class VerifyParameters(Parameters):
    """Een sessie en het systeem waarmee de koppeling wordt gecontroleerd."""

    sessie: Sessie
    bestemming: Literal["zim"] = "zim"


class SettingParameters(Parameters):
    """Een instelling en haar nieuwe waarde."""

    sessie: Sessie
    naam: Literal["onbruik_minuten"]
    waarde: Annotated[float, Field(description="Minuten zonder gebruik waarna een sessie eindigt.")]


class NoParameters(Parameters):
    """Niets."""


class ClockParameters(Parameters):
    """Waarop de klok van het XIS wordt gezet."""

    moment: Annotated[float, Field(ge=0, le=32503680000, description="Seconden sinds 1 januari 1970, UTC.")]


class NoData(Data):
    """Niets."""


class ResultData(Data):
    """Wat er over de patiënt is opgehaald, een regel per bron, het jongste resultaat het laatst."""

    resultaten: tuple[dict[str, Any], ...] = ()


class LogData(Data):
    """De regels van de toegangslog, de oudste eerst."""

    regels: tuple[dict[str, Any], ...] = ()


class PatientData(Data):
    """De gevonden patiënten."""

    patienten: tuple[dict[str, str], ...] = ()


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


async def _log_in(xis: "Xis", wanted: LogInParameters) -> Outcome:
    session, shown = await xis.login.log_in(wanted.pas, wanted.toegangscode, wanted.werkplek)
    xis.agenda.changed()
    return Outcome(shown, LogInData(sessie=session.number))


async def _log_out(xis: "Xis", wanted: SessionParameters) -> Outcome:
    session = xis.sessions.active(wanted.sessie)
    xis.sessions.end(session, "Uw sessie is beëindigd: u hebt uitgelogd. Log opnieuw in.")
    return Outcome(("U bent uitgelogd.",))


async def _query(xis: "Xis", wanted: PatientParameters) -> Outcome:
    session = xis.sessions.active(wanted.sessie)
    try:
        result = await xis.exchange.query(session, wanted.bsn)
    finally:
        xis.agenda.changed()
    return Outcome(result.lines(), ResultData(resultaten=_results(xis, wanted.bsn)[-1:]))


async def _show_result(xis: "Xis", wanted: PatientParameters) -> Outcome:
    xis.sessions.active(wanted.sessie)
    lines = tuple(line for result in xis.store.results(wanted.bsn) for line in result.lines())
    shown = lines or ("Er zijn geen landelijke gegevens van deze patiënt.",)
    return Outcome(shown, ResultData(resultaten=_results(xis, wanted.bsn)))


async def _verify(xis: "Xis", wanted: VerifyParameters) -> Outcome:
    xis.sessions.active(wanted.sessie)
    try:
        await xis.exchange.ping()
    finally:
        xis.agenda.changed()
    return Outcome(("De koppeling met het LSP werkt.",))


async def _read_log(xis: "Xis", wanted: PatientParameters) -> Outcome:
    _need_role(xis.sessions.active(wanted.sessie), "toegangslogbeheerder", "de toegangslog in te zien")
    entries = xis.store.log_entries(wanted.bsn)
    data = LogData(regels=tuple({name: getattr(entry, name) for name in entry.__slots__} for entry in entries))
    return Outcome(tuple(entry.line() for entry in entries) or ("Geen regels over deze patiënt.",), data)


async def _search(xis: "Xis", wanted: SearchParameters) -> Outcome:
    xis.sessions.active(wanted.sessie)
    term = wanted.zoekterm.strip()
    one = xis.store.patient(term) if is_fictitious(term) else None
    found = (one,) if one else xis.store.patients_named(term)
    data = PatientData(patienten=tuple({name: getattr(p, name) for name in p.__slots__} for p in found))
    return Outcome(tuple(patient.line() for patient in found) or ("Geen patiënt gevonden.",), data)


async def _set(xis: "Xis", wanted: SettingParameters) -> Outcome:
    _need_role(xis.sessions.active(wanted.sessie), "beheerder", "instellingen te wijzigen")
    limits = xis.policies.sessions
    longest = limits.longest_idle / 60
    if not 1 <= wanted.waarde <= longest:
        raise Refused(f"Een sessie eindigt na 1 tot {longest:g} minuten onbruik; {wanted.waarde:g} kan niet.")
    limits.idle = wanted.waarde * 60
    xis.agenda.changed()
    return Outcome((f"Een sessie eindigt voortaan na {wanted.waarde:g} minuten onbruik.",))


async def _version(xis: "Xis", _wanted: NoParameters) -> Outcome:
    about = xis.about()
    return Outcome((f"{about['product']} {about['versie']}",), VersionData(**about))


async def _set_clock(xis: "Xis", wanted: ClockParameters) -> Outcome:
    if xis.configuration.klok != "virtueel":
        raise PreconditionMissing("De klok van dit XIS loopt echt en kan niet worden verzet; zet 'klok' op virtueel.")
    return Outcome((), ClockData(volgende=await xis.agenda.move_to(wanted.moment)))


def _need_role(session: UserSession, role: str, purpose: str) -> None:
    if role not in session.user.rollen:
        raise Refused(f"U bent niet bevoegd om {purpose}; dat kan alleen een {role}.")


def _results(xis: "Xis", bsn: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "opgehaald": result.opgehaald,
            "bericht_id": result.bericht_id,
            "bronnen": [{name: getattr(source, name) for name in source.__slots__} for source in result.bronnen],
        }
        for result in xis.store.results(bsn)
    )


_ALL: Final = (
    Operation("sessie.log_in", "Inloggen op niveau midden met een UZI-pas.", LogInParameters, LogInData, _log_in),
    Operation("sessie.log_out", "Uitloggen.", SessionParameters, NoData, _log_out),
    Operation("opvraag.start", "Medicatiegegevens opvragen bij het LSP.", PatientParameters, ResultData, _query),
    Operation("resultaat.show", "Tonen wat er is opgehaald.", PatientParameters, ResultData, _show_result),
    Operation("koppeling.verify", "De koppeling met het LSP controleren.", VerifyParameters, NoData, _verify),
    Operation("toegangslog.read", "De toegangslog van een patiënt lezen.", PatientParameters, LogData, _read_log),
    Operation("patient.search", "Een patiënt zoeken op BSN of naam.", SearchParameters, PatientData, _search),
    Operation("instelling.set", "Een instelling wijzigen.", SettingParameters, NoData, _set),
    Operation("systeem.version", "Product, versie en build.", NoParameters, VersionData, _version),
    Operation("klok.set", "De virtuele klok vooruit zetten.", ClockParameters, ClockData, _set_clock),
)

OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType({operation.name: operation for operation in _ALL})
"""The operations offered, by name."""
