"""What a toegangslog says of an exchange: each item there, missing, wrong, and in words that nobody explained."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from toetsbank.exchanges import Exchange, Party
from toetsbank.rulings import logs
from toetsbank.rulings.logs import Record

BEGAN = datetime(2026, 7, 1, 10, 0, 0, tzinfo=UTC).timestamp()
SENT = Exchange(
    sent_by_sut=True,
    interaction="QURX_IN990111NL",
    bsn="999900006",
    asking=Party("900001234", "01.015", "A. Arts", "90000123", "Huisartspraktijk Voorbeeld"),
    receiver="1",
    query_id="vraag-1",
    answer_id="antwoord-1",
    data_types=("medicatieverstrekkingen",),
    began=BEGAN,
    ended=BEGAN + 1,
    observations=(7,),
)
RECEIVED = replace(SENT, sent_by_sut=False, receiver="90000001", asking=replace(SENT.asking, number="900001298"))
LINE: dict[str, Any] = {
    "bsn": "999900006",
    "opvragende_organisatie": "Huisartspraktijk Voorbeeld (URA 90000123)",
    "bestemde_organisatie": "het LSP",
    "functie": "01.015",
    "identiteit": "UZI 900001234",
    "interactie": "opvraag (QURX_IN990111NL)",
    "tijdstip": "2026-07-01T12:00:00.500+02:00",
    "ontvangen_bericht_id": "1.2.3^antwoord-1",
    "verzonden_bericht_id": "1.2.3^vraag-1",
    "gegevenssoorten": ["medicatieverstrekkingen"],
    "fouten": [],
}
WORDS = {"01.015": ("huisarts",), "17.000": ("apotheker",), "eigen organisatie": ("90000123",)}


def record(exchange: Exchange = SENT, **changes: Any) -> Record:
    return Record(({**LINE, **changes},), exchange, WORDS)


@pytest.mark.parametrize("item", logs.ITEMS)
def test_whole_line_has_every_item(item: str) -> None:
    ruling = logs.ITEMS[item](record())
    assert ruling.satisfied is True, ruling.observed
    assert ruling.observations == (7,)


CHANGES = [
    ("het BSN", {"bsn": ""}, False),
    ("het BSN", {"bsn": "*****0006"}, False),
    ("de vragende organisatie", {"opvragende_organisatie": "URA 90000456"}, False),
    ("de vragende organisatie", {"opvragende_organisatie": ""}, False),
    ("de vragende organisatie", {"opvragende_organisatie": "de praktijk"}, None),
    ("de bestemde organisatie", {"bestemde_organisatie": "landelijk schakelpunt"}, True),
    ("de bestemde organisatie", {"bestemde_organisatie": ""}, False),
    ("de functie van wie vroeg", {"functie": "Huisarts"}, True),
    ("de functie van wie vroeg", {"functie": "apotheker"}, False),
    ("de functie van wie vroeg", {"functie": "17.000"}, False),
    ("de functie van wie vroeg", {"functie": "dokter"}, None),
    ("wie vroeg", {"identiteit": "A. Arts"}, True),
    ("wie vroeg", {"identiteit": "UZI 900001235"}, False),
    ("de soort interactie", {"interactie": "QURX_IN990113NL"}, False),
    ("de soort interactie", {"interactie": "opvragen"}, None),
    ("het tijdstip", {"tijdstip": "2026-07-01T10:00:30Z"}, True),
    ("het tijdstip", {"tijdstip": "2026-07-01T12:00"}, True),
    ("het tijdstip", {"tijdstip": "2026-07-01T13:00:00+02:00"}, False),
    ("het tijdstip", {"tijdstip": "gisteren"}, False),
    ("het tijdstip", {"tijdstip": ""}, False),
    ("de afstand tot UTC", {"tijdstip": "2026-07-01T12:00:00"}, False),
    ("de afstand tot UTC", {"tijdstip": "2026-07-01T12:00:00Z"}, False),
    ("de afstand tot UTC", {"tijdstip": "2026-07-01T11:00:00+01:00"}, True),
    ("de afstand tot UTC", {"tijdstip": "2026-07-01T13:00:00+02:00"}, None),
    ("het id van het ontvangen bericht", {"ontvangen_bericht_id": "antwoord-1"}, True),
    ("het id van het ontvangen bericht", {"ontvangen_bericht_id": "1.2.3^antwoord-12"}, False),
    ("het id van het verzonden bericht", {"verzonden_bericht_id": ""}, False),
    ("de gegevenssoorten", {"gegevenssoorten": []}, False),
    ("het antwoord", {"ontvangen_bericht_id": ""}, False),
    ("de uitwisseling", {"bsn": ""}, True),
    ("de uitwisseling", {"bsn": "", "verzonden_bericht_id": "", "ontvangen_bericht_id": ""}, False),
]


@pytest.mark.parametrize(("item", "changes", "satisfied"), CHANGES)
def test_item_in_other_words(item: str, changes: dict[str, Any], satisfied: bool | None) -> None:
    assert logs.ITEMS[item](record(**changes)).satisfied is satisfied


def test_exchange_may_be_spread_over_lines() -> None:
    first = {**LINE, "ontvangen_bericht_id": "", "gegevenssoorten": []}
    second = {"ontvangen_bericht_id": "antwoord-1", "gegevenssoorten": ["medicatieverstrekkingen"]}
    both = Record((first, second), SENT, WORDS)
    assert all(rule(both).satisfied for rule in logs.ITEMS.values())


def test_query_that_was_received_is_meant_for_the_own_organisation() -> None:
    rule = logs.names_receiving_organisation
    assert rule(record(RECEIVED, bestemde_organisatie="URA 90000123")).satisfied is True
    assert rule(record(RECEIVED, bestemde_organisatie="het LSP")).satisfied is None
    assert rule(record(RECEIVED, bestemde_organisatie="URA 90000456")).satisfied is False
    assert logs.names_person(record(RECEIVED, identiteit="UZI 900001298")).satisfied is True
    assert logs.names_person(record(RECEIVED, identiteit="UZI 900001234")).satisfied is False


def test_ids_belong_to_who_sent_and_who_received() -> None:
    swapped = record(RECEIVED, ontvangen_bericht_id="vraag-1", verzonden_bericht_id="antwoord-1")
    assert logs.names_received_id(swapped).satisfied is True
    assert logs.names_sent_id(swapped).satisfied is True
    assert logs.answer_is_logged(record(RECEIVED, verzonden_bericht_id="")).satisfied is False
    assert logs.names_received_id(record(replace(SENT, answer_id=""))).satisfied is None
    assert logs.answer_is_logged(record(replace(SENT, answer_id=""), ontvangen_bericht_id="")).satisfied is None


def test_without_rolcode_on_the_wire_any_function_will_do() -> None:
    nobody = replace(SENT, asking=replace(SENT.asking, rolcode=""))
    assert logs.names_function(record(nobody, functie="medewerker")).satisfied is True
    assert logs.names_function(record(nobody, functie="")).satisfied is False


def test_without_pieces_there_are_no_data_types_to_name() -> None:
    assert logs.names_data_types(record(replace(SENT, data_types=()))).satisfied is None


@pytest.mark.parametrize(
    ("broken", "healthy", "satisfied"),
    [(["half antwoord"], [], True), ([], [], False), (["onbekend"], ["onbekend"], False)],
)
def test_error_shows_only_if_something_else_stands_there(
    broken: list[str], healthy: list[str], satisfied: bool
) -> None:
    assert logs.tells_error(record(fouten=broken), record(fouten=healthy)).satisfied is satisfied
