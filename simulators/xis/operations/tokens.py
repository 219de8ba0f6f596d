"""Operations on tokens that are kept: making them, and reaching them where they are stored (GBX.FBH.e4070.1)."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field

from simulators.xis.archive import StoredToken
from simulators.xis.model import TokenKind
from simulators.xis.operations.base import (
    Data,
    Operation,
    Outcome,
    Parameters,
    PatientParameters,
    Sessie,
    SessionParameters,
    need_role,
)
from simulators.xis.passes import PassError
from simulators.xis.sessions import Refused

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class MandateParameters(Parameters):
    """Een sessie, en de autorisatieregel waarvoor het mandaat geldt."""

    sessie: Sessie
    regel: Annotated[str, Field(min_length=1, max_length=200, description="URI van de autorisatieregel.")]


class TokenData(Data):
    """Het token dat is gemaakt; leeg bij een weigering."""

    token_id: str = ""


class TokensData(Data):
    """De tokens die deze gebruiker te zien krijgt."""

    tokens: tuple[dict[str, Any], ...] = ()


async def _enrol(xis: "Xis", wanted: PatientParameters) -> Outcome:
    session = xis.sessions.active(wanted.sessie)
    if not session.user.rollen & xis.policies.rights.enrolling:
        raise Refused("U bent niet bevoegd om inschrijftokens op te stellen.")
    if xis.store.patient(wanted.bsn) is None:
        raise Refused("Deze patiënt is niet ingeschreven.")
    try:
        token = await xis.management.enrol(session, wanted.bsn)
    except PassError as error:
        raise Refused(f"Het inschrijftoken is niet gemaakt. {error}") from error
    return _made(token)


async def _mandate(xis: "Xis", wanted: MandateParameters) -> Outcome:
    session = xis.sessions.active(wanted.sessie)
    need_role(session, "zorgverlener", "een mandaat te geven")
    try:
        token = await xis.management.mandate(session, wanted.regel)
    except PassError as error:
        raise Refused(f"Het mandaat is niet vastgelegd. {error}") from error
    return _made(token)


async def _list_enrolments(xis: "Xis", wanted: PatientParameters) -> Outcome:
    return _listed(xis, wanted.sessie, "inschrijftoken", wanted.bsn)


async def _list_mandates(xis: "Xis", wanted: SessionParameters) -> Outcome:
    return _listed(xis, wanted.sessie, "mandaattoken", None)


def _listed(xis: "Xis", sessie: str, soort: TokenKind, houder: str | None) -> Outcome:
    acting = xis.management.desk.acting(sessie)
    tokens = [t for t in xis.management.tokens(acting, soort) if houder is None or t.houder == houder]
    operation = "inschrijftoken.list" if soort == "inschrijftoken" else "mandaat.list"
    xis.management.log(acting, operation, ", ".join(token.token_id for token in tokens))
    shown = tuple(token.line() for token in tokens) or (f"Er zijn geen {soort}s.",)
    return Outcome(shown, TokensData(tokens=tuple(asdict(token) for token in tokens)))


def _made(token: StoredToken) -> Outcome:
    shown = f"Het {token.soort} is gemaakt, geldig tot {token.geldig_tot}."
    return Outcome((shown,), TokenData(token_id=token.token_id))


OPERATIONS: Final = (
    Operation("inschrijftoken.create", "Een inschrijftoken opstellen.", PatientParameters, TokenData, _enrol),
    Operation(
        "inschrijftoken.list",
        "De inschrijftokens van een patiënt zien.",
        PatientParameters,
        TokensData,
        _list_enrolments,
    ),
    Operation("mandaat.record", "Een mandaat geven.", MandateParameters, TokenData, _mandate),
    Operation("mandaat.list", "De mandaattokens zien.", SessionParameters, TokensData, _list_mandates),
)
