"""What steps about logging in make of what was observed."""

from typing import Any

import pytest

from protocol.uzi import issuer_serial
from reports.verdicts import Verdict
from simulators.uzi import Pki
from steps.applicatie import inloggen
from steps.applicatie.inloggen import Entry, Listed
from steps.deciding import Tried
from tests.steps.scenes import END, TWIN, Scene, act, nothing
from tests.toetsbank.samples import connection, message, token
from toetsbank.acts import Act, person_key
from toetsbank.upper_tester import Result

NOT_SENT = act(connection(3))
TURNED_DOWN = act(connection(3), message(4, status=500, refused=("T-12: pastype",)), refused=True)
"""Let in by the SUT, refused by the ZIM."""


@pytest.mark.parametrize(
    ("planted", "verdict"),
    [(TWIN, Verdict.PASS), (TURNED_DOWN, Verdict.PASS), (nothing(), Verdict.FAIL)],
)
def test_a_pass_that_must_be_let_in(scene: Scene, planted: Act, verdict: Verdict) -> None:
    with END[verdict]():
        inloggen.session_started(scene.judge, scene.world, Tried([TWIN, planted, TWIN], "een pas"))


def test_without_twins_nothing_is_said(scene: Scene) -> None:
    with END[Verdict.INCONCLUSIVE]():
        inloggen.session_started(scene.judge, scene.world, Tried([TWIN, nothing(), nothing()], "een pas"))


ACCEPTED, DENIED = Result(False, ("Goed.",), {}), Result(True, ("Mag niet.",), {})
TABLE: list[tuple[str, dict[str, Any], Verdict, Verdict]] = [
    ("as the table says", {}, Verdict.PASS, Verdict.PASS),
    ("refused though listed", {"inside": nothing()}, Verdict.FAIL, Verdict.PASS),
    ("let in before", {"outside": TWIN}, Verdict.PASS, Verdict.FAIL),
    ("let in after", {"struck": TURNED_DOWN}, Verdict.PASS, Verdict.FAIL),
    (
        "never listed",
        {"admission": DENIED, "inside": nothing()},
        Verdict.INCONCLUSIVE,
        Verdict.INCONCLUSIVE,
    ),
    ("never struck", {"removal": DENIED, "struck": TWIN}, Verdict.PASS, Verdict.INCONCLUSIVE),
    ("nobody comes in", {"inside": nothing(), "valid": nothing()}, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE),
]


@pytest.mark.parametrize(("changes", "inside", "outside"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_user_table_decides(scene: Scene, changes: dict[str, Any], inside: Verdict, outside: Verdict) -> None:
    acts: dict[str, Any] = {"outside": nothing(), "inside": TWIN, "struck": nothing(), "valid": TWIN}
    listed = Listed(**{**acts, "admission": ACCEPTED, "removal": ACCEPTED, **changes})
    with END[inside]():
        inloggen.admitted_while_listed(scene.judge, scene.world, listed)
    with END[outside]():
        inloggen.refused_while_unlisted(scene.judge, scene.world, listed)


@pytest.mark.parametrize(
    ("weak", "strong", "verdict"),
    [
        (nothing(), TWIN, Verdict.PASS),
        (nothing(), nothing(), Verdict.PASS),
        (TWIN, TWIN, Verdict.FAIL),
        (TWIN, nothing(), Verdict.FAIL),
    ],
)
def test_a_weak_signature(scene: Scene, weak: Act, strong: Act, verdict: Verdict) -> None:
    with END[verdict]():
        inloggen.weak_pass_refused(scene.judge, scene.world, [TWIN, weak, strong, TWIN])
    noted = any("INT-54" in finding for said in scene.said for finding in said["findings"])
    assert noted is (verdict is Verdict.PASS and strong is TWIN)


def entry(pki: Pki, person: str, signer: str) -> Entry:
    """Return someone's entry, with a token that names the certificate of a pass, a server or nobody."""
    if signer == "niemand":
        issuer, serial = "CN=Iemand anders", "1"
    else:
        found = pki.server_certificate(signer) if signer == "xis" else pki.person(signer).authenticiteit
        issuer, serial = issuer_serial(found)
    name = "" if signer == "xis" else "900001234:01.015"
    seen = message(tokens=(token(certificate_issuer=issuer, certificate_serial=serial, name_id=name),))
    return Entry(person, act(connection(1), seen))


@pytest.mark.parametrize(
    ("signers", "verdict"),
    [
        (("arts-a", "arts-b"), Verdict.PASS),
        (("arts-a", "arts-a"), Verdict.FAIL),
        (("arts-b", "arts-a"), Verdict.FAIL),
        (("arts-a", "xis"), Verdict.FAIL),
        (("arts-a", "niemand"), Verdict.INCONCLUSIVE),
    ],
)
def test_everyone_signs_with_their_own_pass(scene: Scene, pki: Pki, signers: tuple[str, str], verdict: Verdict) -> None:
    scene.world.pki = pki
    entries = [entry(pki, person, signer) for person, signer in zip(("Arts A", "Arts B"), signers, strict=True)]
    with END[verdict]():
        inloggen.signed_by_own_pass(scene.judge, scene.world, entries)


def test_without_a_token_nobody_can_tell(scene: Scene, pki: Pki) -> None:
    scene.world.pki = pki
    with END[Verdict.INCONCLUSIVE]():
        inloggen.signed_by_own_pass(scene.judge, scene.world, [Entry("Arts A", TWIN)])


def test_the_key_of_a_person() -> None:
    assert person_key("Autorisatiebeheerder G") == "autorisatiebeheerder-g"
    assert person_key("Arts X") == "arts-x"
