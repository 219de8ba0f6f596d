"""The words in which a report says how a connection ended."""

from typing import Any

import pytest

from tests.toetsbank.samples import connection
from toetsbank.endings import ended

ENDS: list[tuple[dict[str, Any], str]] = [
    ({"end_by": "sut", "end_how": "close_notify"}, "het GBx sloot de verbinding (close_notify)"),
    ({"end_by": "bank", "end_how": ""}, "de ZIM sloot de verbinding (zonder melding)"),
    (
        {"end_by": "sut", "end_how": "alert certificate_expired"},
        "het GBx brak de verbinding af (alert certificate_expired)",
    ),
    (
        {"end_by": "bank", "end_how": "alert handshake_failure", "handshake_completed": False},
        "de ZIM brak de TLS-handdruk af (alert handshake_failure)",
    ),
    ({"end_by": "sut", "end_how": "geen verbinding"}, "er kwam geen verbinding tot stand"),
    ({"end_by": "open", "end_how": ""}, "de verbinding bleef open"),
]


@pytest.mark.parametrize(("facts", "said"), ENDS, ids=[row[1] for row in ENDS])
def test_an_end_is_told_without_jargon(facts: dict[str, Any], said: str) -> None:
    assert ended(connection(1, **facts)) == said
