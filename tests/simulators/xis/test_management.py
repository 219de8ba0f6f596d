"""Who manages the XIS, what they reach, and what is logged of it; through the upper tester, as the bench does it."""

from collections.abc import Callable

import pytest

from protocol.saml.names import EXECUTOR
from tests.simulators.xis.conftest import BSN, OTHER_BSN, Driver, Result

PASSWORD = "welkom"
USERS = (
    ("arts-a", "900001234", ["zorgverlener"], True),
    ("balie-d", "900001237", ["balie"], False),
    ("beheerder-f", "900001242", ["beheerder"], False),
    ("autorisatiebeheerder-g", "900001243", ["autorisatiebeheerder"], False),
    ("toegangslogbeheerder-h", "900001241", ["toegangslogbeheerder"], False),
)


@pytest.fixture
def staffed(start: Callable[..., Driver]) -> Driver:
    """A XIS with all kinds of users, who have a password beside their pass."""
    lines = [{"sleutel": k, "uzi_nummer": n, "rollen": r, "lsp": lsp, "wachtwoord": PASSWORD} for k, n, r, lsp in USERS]
    return start(gebruikers=lines)


def enter(driver: Driver, person: str) -> str:
    return driver.log_in(f"{person}/geldig", f"werkplek van {person}")


def admit(driver: Driver, sessie: str, *roles: str) -> Result:
    return driver.perform("gebruiker.admit", sessie=sessie, uzi_nummer="900001237", naam="balie-d", rollen=list(roles))


def test_whoever_is_struck_is_out_and_whoever_is_admitted_is_in(staffed: Driver) -> None:
    manager, balie = enter(staffed, "autorisatiebeheerder-g"), enter(staffed, "balie-d")
    assert not staffed.perform("gebruiker.revoke", sessie=manager, uzi_nummer="900001237").refused
    assert "niet meer toegelaten" in staffed.query(balie).shown
    assert enter(staffed, "balie-d") == ""
    listed = staffed.perform("gebruiker.list", sessie=manager)
    assert "900001237" not in listed.shown
    assert not admit(staffed, manager, "balie").refused
    assert enter(staffed, "balie-d")
    assert "900001237" in staffed.perform("gebruiker.list", sessie=manager).shown
    assert PASSWORD not in str(listed.body)
    assert "wachtwoord" not in str(listed.body)


def test_the_right_to_use_the_lsp_counts_at_once(staffed: Driver) -> None:
    manager, arts = enter(staffed, "autorisatiebeheerder-g"), enter(staffed, "arts-a")
    who = {"sessie": manager, "uzi_nummer": "900001234", "naam": "arts-a", "rollen": ["zorgverlener"]}
    assert not staffed.query(arts).refused
    staffed.perform("gebruiker.admit", **who, lsp=False)
    assert "niet bevoegd om landelijk" in staffed.query(arts).shown
    staffed.perform("gebruiker.admit", **who, lsp=True)
    assert not staffed.query(arts).refused


def test_a_password_opens_neither_the_table_nor_messages_nor_the_lsp(staffed: Driver) -> None:
    for person in ("autorisatiebeheerder-g", "beheerder-f"):
        result = staffed.perform("sessie.log_in", naam=person, wachtwoord=PASSWORD)
        sessie = result.data["sessie"]
        assert "UZI-pas" in staffed.perform("gebruiker.list", sessie=sessie).shown
        assert "UZI-pas" in staffed.perform("bericht.inspect", sessie=sessie, bericht="m", aanleiding="a").shown
        assert staffed.query(sessie).refused
    assert staffed.perform("sessie.log_in", naam="beheerder-f", wachtwoord="fout").refused
    assert staffed.perform("sessie.log_in").status == 400


def test_tokens_are_reached_by_their_keeper_only(staffed: Driver) -> None:
    balie, arts, manager = (enter(staffed, p) for p in ("balie-d", "arts-a", "autorisatiebeheerder-g"))
    token = staffed.perform("inschrijftoken.create", sessie=balie, bsn=BSN).data["token_id"]
    mandate = staffed.perform("mandaat.record", sessie=arts, regel="https://voorbeeld.example/regel").data["token_id"]
    assert staffed.perform("inschrijftoken.create", sessie=arts, bsn=BSN).refused
    assert staffed.perform("mandaat.record", sessie=balie, regel="r").refused
    assert staffed.perform("inschrijftoken.list", sessie=balie, bsn=BSN).refused
    admit(staffed, manager, "balie", "tokenbeheerder")
    enrolments = staffed.perform("inschrijftoken.list", sessie=balie, bsn=BSN)
    assert [line["token_id"] for line in enrolments.data["tokens"]] == [token]
    assert "SignatureValue" in enrolments.shown
    assert EXECUTOR in enrolments.shown
    assert staffed.perform("inschrijftoken.list", sessie=balie, bsn=OTHER_BSN).data["tokens"] == []
    assert mandate in staffed.perform("mandaat.list", sessie=balie).shown


def test_the_beheerlog_says_who_did_what_to_what(staffed: Driver) -> None:
    arts, admin, manager = (enter(staffed, p) for p in ("arts-a", "beheerder-f", "autorisatiebeheerder-g"))
    staffed.query(arts)
    message = staffed.around.zim.journal.messages[-1].message_id
    inspected = staffed.perform("bericht.inspect", sessie=admin, bericht=message, aanleiding="vraag van arts-a")
    assert BSN in inspected.shown
    assert "SignatureValue" not in inspected.shown
    admit(staffed, manager, "balie")
    staffed.perform("configuratie.set", sessie=admin, applicatie_id_schakelpunt="2")
    assert staffed.perform("beheerlog.read", sessie=admin).refused
    lines = staffed.perform("beheerlog.read", sessie=enter(staffed, "toegangslogbeheerder-h")).data["regels"]
    assert [(line["handeling"], line["beheerder"][:11]) for line in lines] == [
        ("bericht.inspect", "beheerder-f"),
        ("gebruiker.admit", "autorisatie"),
        ("configuratie.set", "beheerder-f"),
    ]
    assert message in lines[0]["onderwerp"]


def test_what_is_configured_counts_in_the_next_message(staffed: Driver) -> None:
    admin, arts = enter(staffed, "beheerder-f"), enter(staffed, "arts-a")
    staffed.perform("configuratie.set", sessie=admin, applicatie_id="90000009")
    staffed.query(arts)
    assert staffed.around.zim.journal.messages[-1].sender == "90000009"
    refused = staffed.perform("configuratie.set", sessie=admin, uri="http://zim.toetsbank.test")
    assert "geen https-adres" in refused.shown
    assert staffed.perform("configuratie.set", sessie=admin).refused
    assert staffed.perform("configuratie.set", sessie=arts, applicatie_id="1").refused


def test_a_xis_that_is_put_back_is_as_delivered(staffed: Driver) -> None:
    manager, admin = enter(staffed, "autorisatiebeheerder-g"), enter(staffed, "beheerder-f")
    staffed.perform("gebruiker.revoke", sessie=manager, uzi_nummer="900001237")
    staffed.perform("configuratie.set", sessie=admin, applicatie_id="90000009", hostnaam="elders.toetsbank.test")
    staffed.use()
    assert enter(staffed, "balie-d")
    assert staffed.xis.configuration.in_use.applicatie_id == "90000001"
    assert staffed.xis.configuration.in_use.uri == "https://zim.toetsbank.test:443"
    staffed.query(enter(staffed, "arts-a"))
    assert staffed.around.zim.journal.messages[-1].status == 200
