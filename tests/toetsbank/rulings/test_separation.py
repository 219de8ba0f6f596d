"""Which certificate signs, held against those that were shown in TLS."""

import pytest

from simulators.observations import MessageObservation
from tests.toetsbank.samples import certificate, connection, message, token
from toetsbank.rulings.separation import is_certificate, leaves_of, system_apart, tokens_apart

TLS = certificate(serial="11", issuer="CN=SIM Server CA,O=SIM,C=NL", sha256="aa")
ISSUER = "CN=SIM Server CA, O=SIM, C=NL"


USER = "900001234:01.015"
BY_PASS, BY_SYSTEM = token(name_id=USER), token()
SYSTEM_WITH_TLS = token(certificate_serial="11", certificate_issuer=ISSUER)
ENROLMENT = SYSTEM_WITH_TLS.model_copy(update={"kind": "inschrijftoken"})
WITH_TLS = SYSTEM_WITH_TLS.model_copy(update={"name_id": USER})
CASES = [
    ("a pass", message(tokens=(BY_PASS,)), True, None),
    ("a system", message(tokens=(BY_SYSTEM,)), True, True),
    ("the certificate of TLS for a user", message(tokens=(WITH_TLS,)), False, None),
    ("the certificate of TLS for a system", message(tokens=(SYSTEM_WITH_TLS,)), False, False),
    ("a pass and the certificate of TLS", message(tokens=(BY_PASS, SYSTEM_WITH_TLS)), False, False),
    ("refused for another reason", message(tokens=(SYSTEM_WITH_TLS,), refused=("T-08: geen mandaat",)), False, False),
    ("a signature that is wrong", message(tokens=(SYSTEM_WITH_TLS,), refused=("T-09: fout",)), None, None),
    ("no token", message(), None, None),
    (
        "a token of another kind",
        message(tokens=(ENROLMENT,)),
        None,
        None,
    ),
    ("a message of the ZIM", message(tokens=(SYSTEM_WITH_TLS,), sut_role="ontvanger"), None, None),
    ("the same serial of another issuer", message(tokens=(token(certificate_serial="11", name_id=USER),)), True, None),
]


@pytest.mark.parametrize(("seen", "tokens", "system"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_certificate_that_signs(seen: MessageObservation, tokens: bool | None, system: bool | None) -> None:
    assert tokens_apart(seen, (TLS,)).satisfied is tokens
    assert system_apart(seen, (TLS,)).satisfied is system


def test_without_tls_there_is_nothing_to_compare() -> None:
    assert tokens_apart(message(tokens=(SYSTEM_WITH_TLS,)), ()).satisfied is None


def test_names_are_compared_however_they_are_written() -> None:
    assert is_certificate(WITH_TLS, TLS)
    assert not is_certificate(token(certificate_serial="11", certificate_issuer="onzin"), TLS)


def test_leaves_are_those_that_were_shown_each_once() -> None:
    shown = [
        connection(1, sut_certificates=(TLS, certificate(sha256="ca"))),
        connection(2, sut_certificates=(TLS,)),
        connection(3, sut_certificates=()),
    ]
    assert leaves_of(shown) == (TLS,)
