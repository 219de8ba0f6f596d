"""Operations on the user table: who is admitted, with what roles and rights (GBX.FBH.e4030)."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field

from simulators.xis.acting import Acting
from simulators.xis.configuration import Role
from simulators.xis.model import User
from simulators.xis.operations.base import Data, NoData, Operation, Outcome, Parameters, Sessie, SessionParameters
from simulators.xis.sessions import Refused

if TYPE_CHECKING:
    from simulators.xis.application import Xis

UziNummer = Annotated[str, Field(pattern=r"^\d{9}$", description="Het UZI-nummer op de pas.")]


class AdmitParameters(Parameters):
    """Een sessie, en wie er met welke rollen en rechten wordt toegelaten; een bestaande regel wordt vervangen."""

    sessie: Sessie
    uzi_nummer: UziNummer
    naam: Annotated[str, Field(min_length=1, max_length=64)]
    rollen: Annotated[list[Role], Field(min_length=1, max_length=10)]
    lsp: Annotated[bool, Field(description="Mag gegevens uitwisselen met het LSP.")] = False


class RevokeParameters(Parameters):
    """Een sessie, en wie er niet meer wordt toegelaten."""

    sessie: Sessie
    uzi_nummer: UziNummer
    reden: Annotated[str, Field(max_length=200)] = ""


class UsersData(Data):
    """De gebruikers die zijn toegelaten."""

    gebruikers: tuple[dict[str, Any], ...] = ()


async def _admit(xis: "Xis", wanted: AdmitParameters) -> Outcome:
    acting = _require_change(xis, wanted.sessie, wanted.uzi_nummer)
    if xis.policies.user_table.admits:
        xis.store.keep_user(_granted(xis, wanted))
    xis.management.log(acting, "gebruiker.admit", f"{wanted.naam} (UZI {wanted.uzi_nummer})")
    return Outcome((f"{wanted.naam} staat in de gebruikersregistratie.",))


async def _revoke(xis: "Xis", wanted: RevokeParameters) -> Outcome:
    acting = _require_change(xis, wanted.sessie, wanted.uzi_nummer)
    user = xis.store.user(wanted.uzi_nummer)
    if user is None:
        raise Refused(f"UZI-nummer {wanted.uzi_nummer} staat niet in de gebruikersregistratie.")
    if xis.policies.user_table.revokes:
        xis.store.strike_user(wanted.uzi_nummer)
        xis.sessions.end_of(wanted.uzi_nummer, "Uw sessie is beëindigd: u wordt niet meer toegelaten.")
        xis.agenda.changed()
    xis.management.log(acting, "gebruiker.revoke", f"{user.sleutel} (UZI {user.uzi_nummer})")
    return Outcome((f"{user.sleutel} is uit de gebruikersregistratie geschrapt.",))


async def _list(xis: "Xis", wanted: SessionParameters) -> Outcome:
    acting = xis.management.desk.acting(wanted.sessie)
    acting.require(xis.policies.user_table.view, "de gebruikersregistratie in te zien")
    users = xis.store.users() if xis.policies.user_table.shows_all else xis.delivered_users
    data = tuple({**asdict(user), "rollen": sorted(user.rollen)} for user in users)
    for line in data:
        del line["wachtwoord"]
    shown = tuple(
        f"{user.sleutel}; UZI {user.uzi_nummer}; {', '.join(sorted(user.rollen))}; LSP {'ja' if user.lsp else 'nee'}"
        for user in users
    )
    return Outcome(shown, UsersData(gebruikers=data))


def _require_change(xis: "Xis", sessie: str, uzi_nummer: str) -> Acting:
    """Return who changes the line with this UZI-nummer; raises Refused for someone who may not."""
    acting = xis.management.desk.acting(sessie)
    if xis.policies.user_table.own_line and acting.user.uzi_nummer == uzi_nummer:
        return acting
    acting.require(xis.policies.user_table.change, "de gebruikersregistratie te wijzigen")
    return acting


def _granted(xis: "Xis", wanted: AdmitParameters) -> User:
    """Return the line of the table, with what the policies make of the rights that were chosen."""
    known = xis.store.user(wanted.uzi_nummer)
    had = known is not None and known.lsp
    rights = xis.policies.rights
    lsp = (wanted.lsp and rights.grants) or (had and (wanted.lsp or not rights.withdraws))
    roles = frozenset(wanted.rollen)
    if known is not None and not xis.policies.token_store.role_can_be_taken:
        roles |= known.rollen & frozenset[Role]({"tokenbeheerder"})
    return User(wanted.naam, wanted.uzi_nummer, roles, lsp, "" if known is None else known.wachtwoord)


OPERATIONS: Final = (
    Operation("gebruiker.admit", "Een gebruiker toelaten, met rollen en rechten.", AdmitParameters, NoData, _admit),
    Operation("gebruiker.revoke", "Een gebruiker niet meer toelaten.", RevokeParameters, NoData, _revoke),
    Operation("gebruiker.list", "De gebruikersregistratie inzien.", SessionParameters, UsersData, _list),
)
