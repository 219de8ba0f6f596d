"""Requests from one signed sample are as good as those that are signed one by one."""

from datetime import UTC, datetime

import pytest

from load.presigned import Press, Sample
from load.sample import MESSAGE_ID, TOKEN_ID, sample
from protocol import soap
from protocol.saml.names import saml
from protocol.saml.verify import verify_own
from protocol.xml import serialise
from simulators.uzi.pki import Pki

OTHER = "999900043"


@pytest.fixture
def healthy(pki: Pki) -> Sample:
    """A healthy request of Arts A."""
    return sample(pki.person("arts-a"), "90000001", datetime.now(UTC), "zim.toetsbank.test")


def test_each_print_is_signed_and_has_ids_of_its_own(pki: Pki, healthy: Sample) -> None:
    pas = pki.person("arts-a")
    press = Press(healthy)
    printed = [press.print(press.sign(pas.private_key, number, "reeks-", OTHER)) for number in range(3)]

    for number, request in enumerate(printed):
        head, _, body = request.partition(b"\r\n\r\n")
        assert f"Content-Length: {len(body)}".encode() in head
        token = next(soap.parse_envelope(body).root.iter(saml("Assertion")))
        assert token.get("ID") == f"token_reeks-{number}"
        assert verify_own(serialise(token), pas.authenticiteit, datetime.now(UTC)) == ()
        assert body.count(f"reeks-{number}".encode()) == 4
        assert OTHER.encode() in body
        assert healthy.bsn.encode() not in body


def test_prints_come_one_by_one(pki: Pki, healthy: Sample) -> None:
    press = Press(healthy)
    signed = [press.sign(pki.person("arts-a").private_key, number, "r", OTHER) for number in range(2)]

    assert list(press.print_all(signed)) == [press.print(each) for each in signed]


def test_sample_without_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="no signature"):
        Press(Sample(b"<a/>", b"<a/>", "a", "b", "c", b""))


def test_sample_that_was_changed_after_signing_is_refused(healthy: Sample) -> None:
    changed = healthy.token.replace(b"SmartcardPKI", b"SmartcardPKi")

    with pytest.raises(ValueError, match="digest"):
        Press(Sample(healthy.request, changed, TOKEN_ID, MESSAGE_ID, healthy.bsn, healthy.head))
