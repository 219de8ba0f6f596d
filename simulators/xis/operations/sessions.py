"""Operations on user sessions: log in, log out, get another IP address."""

from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import Field, model_validator

from simulators.xis.operations.base import Data, NoData, Operation, Outcome, Parameters, SessionParameters

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class LogInParameters(Parameters):
    """Een pas in de lezer van een werkplek met de toegangscode erbij, of anders een naam en een wachtwoord."""

    pas: Annotated[
        str | None, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", description="persoon/variant, als arts-a/geldig")
    ] = None
    toegangscode: Annotated[str, Field(min_length=1, max_length=64)] = "geen"
    werkplek: Annotated[str, Field(min_length=1, max_length=64)] = "werkplek-1"
    naam: Annotated[str | None, Field(max_length=64, description="Zonder pas: de naam van de gebruiker.")] = None
    wachtwoord: Annotated[str, Field(max_length=64, description="Zonder pas: het wachtwoord.")] = ""

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        if self.pas is None and self.naam is None:
            raise ValueError("sleutel 'pas' ontbreekt; geef een pas met toegangscode, of een naam met wachtwoord")
        if self.pas is not None and self.naam is not None:
            raise ValueError("er is een pas en een naam; geef een van beide")
        return self


class LogInData(Data):
    """De sessie die begon; leeg bij een weigering."""

    sessie: str = ""


async def _log_in(xis: "Xis", wanted: LogInParameters) -> Outcome:
    if wanted.pas is None:
        known = xis.management.passwords.log_in(wanted.naam or "", wanted.wachtwoord)
        return Outcome((f"U bent zonder pas ingelogd als {known.user.sleutel}.",), LogInData(sessie=known.number))
    session, shown = await xis.login.log_in(wanted.pas, wanted.toegangscode, wanted.werkplek)
    xis.traces.logged_in(session)
    xis.agenda.changed()
    return Outcome(shown, LogInData(sessie=session.number))


async def _log_out(xis: "Xis", wanted: SessionParameters) -> Outcome:
    session = xis.sessions.active(wanted.sessie)
    xis.sessions.end(session, "Uw sessie is beëindigd: u hebt uitgelogd. Log opnieuw in.", "opdracht")
    xis.traces.logged_out(session)
    return Outcome(("U bent uitgelogd.",))


async def _change_address(xis: "Xis", wanted: SessionParameters) -> Outcome:
    address = xis.sessions.change_address(wanted.sessie)
    return Outcome((f"De werkplek heeft nu IP-adres {address}.",))


OPERATIONS: Final = (
    Operation("sessie.log_in", "Inloggen op niveau midden met een UZI-pas.", LogInParameters, LogInData, _log_in),
    Operation("sessie.log_out", "Uitloggen.", SessionParameters, NoData, _log_out),
    Operation(
        "werkplek.change_address",
        "De werkplek van een sessie het andere van haar twee IP-adressen geven.",
        SessionParameters,
        NoData,
        _change_address,
    ),
)
