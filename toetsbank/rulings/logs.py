"""What a toegangslog says of an exchange, held against what went over the wire (GBX.LOG.e4015.1; INT-34).

A log may spread an exchange over several lines, and names things in its own words, which the PIXIT maps. Empty, or
naming something else, violates; a word that nobody has explained decides nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from toetsbank.exchanges import Exchange
from toetsbank.rulings.base import Ruling

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
COARSEST = 60.0
"""Seconds that a time may differ: the text asks for no precision, and logs of whole minutes exist."""
ZIM_WORDS = ("LSP", "ZIM", "schakelpunt")
"""By what names logs call the switch point."""

_CODES = (
    re.compile(r"\b\d{2}\.\d{3}\b"),
    re.compile(r"\b[A-Z]{4}_IN\d{6}\w*"),
    re.compile(r"\b\d{8,9}\b"),
)
"""Shapes of values that name one thing only: rolcode, interaction, URA or UZI-nummer."""

Line = Mapping[str, object]
"""One line of the log, by the names of toegangslog.read."""
Words = Mapping[str, Iterable[str]]
"""By value on the wire: how the SUT calls it in its log."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the log says of one exchange: the lines that came with it."""

    lines: tuple[Line, ...]
    exchange: Exchange
    words: Words

    def said(self, item: str) -> tuple[str, ...]:
        """Return what the lines say under an item, without what is empty."""
        found = (line.get(item) for line in self.lines)
        texts = [text for value in found for text in (value if isinstance(value, list | tuple) else [value])]
        return tuple(str(text).strip() for text in texts if str(text or "").strip())


def is_logged(record: Record) -> Ruling:
    """The message is in the log: there is a line about its patient, or with one of its ids."""
    exchange = record.exchange
    ids = {part for item in ID_ITEMS for text in record.said(item) for part in _parts(text)}
    known = bool(ids & {exchange.query_id, exchange.answer_id} - {""}) or exchange.bsn in record.said("bsn")
    return _ruling(record, known, "een regel over deze uitwisseling", f"{len(record.lines)} nieuwe regel(s)")


def answer_is_logged(record: Record) -> Ruling:
    """The answer left a trace: an id where that of the answer belongs, or a line of its own.

    Decides nothing where no answer with an id came: a SOAP fault has none.
    """
    if not record.exchange.answer_id:
        return _ruling(record, None, "een spoor van het antwoord", f"geen HL7v3-antwoord: {record.exchange.answer}")
    item = "ontvangen_bericht_id" if record.exchange.sent_by_sut else "verzonden_bericht_id"
    traced = bool(record.said(item)) or len(record.lines) > 1
    return _ruling(record, traced, "een spoor van het antwoord", _quoted(record.said(item)))


def names_patient(record: Record) -> Ruling:
    """The BSN of the patient."""
    said = record.said("bsn")
    return _ruling(record, record.exchange.bsn in said, f"BSN {record.exchange.bsn}", _quoted(said))


def names_asking_organisation(record: Record) -> Ruling:
    """The organisation that asked."""
    asking = record.exchange.asking
    return _named(record, "opvragende_organisatie", asking.ura, asking.organisation)


def names_receiving_organisation(record: Record) -> Ruling:
    """The organisation that the exchange was meant for; towards the ZIM that is the switch point."""
    receiver = record.exchange.receiver
    if record.exchange.sent_by_sut:
        return _named(record, "bestemde_organisatie", *ZIM_WORDS, receiver)
    return _named(record, "bestemde_organisatie", *record.words.get("eigen organisatie", ()), receiver)


def names_function(record: Record) -> Ruling:
    """The function of who asked; someone without rolcode has none on the wire to compare with."""
    asking = record.exchange.asking
    if not asking.rolcode:
        said = record.said("functie")
        return _ruling(record, bool(said), "een functie", _quoted(said))
    return _named(record, "functie", asking.rolcode)


def names_person(record: Record) -> Ruling:
    """Who asked."""
    asking = record.exchange.asking
    return _named(record, "identiteit", asking.number, asking.name)


def names_interaction(record: Record) -> Ruling:
    """What kind of interaction it was."""
    return _named(record, "interactie", record.exchange.interaction)


def names_time(record: Record) -> Ruling:
    """When it was; a time without its offset, or with a wrong one, is read as local time or UTC."""
    exchange, said = record.exchange, record.said("tijdstip")
    first, last = exchange.began - COARSEST, exchange.ended + COARSEST
    right = any(first <= moment <= last for text in said for moment in _moments(text))
    expected = f"{_local(exchange.began)} tot {_local(exchange.ended)} (Nederlandse tijd), op een minuut nauwkeurig"
    return _ruling(record, right, expected, _quoted(said))


def names_offset(record: Record) -> Ruling:
    """The time zone, as an offset from UTC that fits the time."""
    exchange, said = record.exchange, record.said("tijdstip")
    first, last = exchange.began - COARSEST, exchange.ended + COARSEST
    times = [time for time in map(_time, said) if time is not None and time.tzinfo is not None]
    if not times or any(first <= time.timestamp() <= last for time in times):
        return _ruling(record, bool(times), "een tijdstip met zijn afstand tot UTC, zoals +01:00 of Z", _quoted(said))
    # Not the moment itself: then it is the offset that is wrong only if the time of day is right.
    wrong = any(first <= moment <= last for text in said for moment in _moments(text))
    expected = f"een afstand tot UTC waarmee het tijdstip op dat van de uitwisseling uitkomt: {_iso(exchange.began)}"
    return _ruling(record, False if wrong else None, expected, _quoted(said))


def names_received_id(record: Record) -> Ruling:
    """The id of the message that was received."""
    return _identified(record, "ontvangen_bericht_id", record.exchange.received_id)


def names_sent_id(record: Record) -> Ruling:
    """The id of the message that was sent."""
    return _identified(record, "verzonden_bericht_id", record.exchange.sent_id)


def names_data_types(record: Record) -> Ruling:
    """The gegevenssoorten of the patiëntstukken; decides nothing where none went over the wire."""
    kinds = record.exchange.data_types
    if not kinds:
        return _ruling(record, None, "gegevenssoorten", "geen patiëntstukken in deze uitwisseling")
    rulings = [_named(record, "gegevenssoorten", kind) for kind in kinds]
    return min(rulings, key=lambda ruling: (ruling.satisfied is None, bool(ruling.satisfied)))


def tells_error(record: Record, healthy: Record) -> Ruling:
    """What went wrong shows: something stands there that did not stand at the exchange that went well."""
    said, usual = record.said("fouten"), healthy.said("fouten")
    told = bool(said) and said != usual
    return _ruling(record, told, "een aanduiding van de fout", _quoted(said))


ID_ITEMS = ("verzonden_bericht_id", "ontvangen_bericht_id")

ITEMS: Mapping[str, Callable[[Record], Ruling]] = {
    "het BSN": names_patient,
    "de vragende organisatie": names_asking_organisation,
    "de bestemde organisatie": names_receiving_organisation,
    "de functie van wie vroeg": names_function,
    "wie vroeg": names_person,
    "de soort interactie": names_interaction,
    "het tijdstip": names_time,
    "de afstand tot UTC": names_offset,
    "het id van het ontvangen bericht": names_received_id,
    "het id van het verzonden bericht": names_sent_id,
    "de gegevenssoorten": names_data_types,
    "de uitwisseling": is_logged,
    "het antwoord": answer_is_logged,
}
"""By the words of a step: what the log must say."""


def _named(record: Record, item: str, *values: str) -> Ruling:
    """Judge a text by values that name the thing, and by the words that the PIXIT has for them."""
    wanted = {word.casefold() for value in values if value for word in (value, *record.words.get(value, ()))}
    said = record.said(item)
    text = " | ".join(said).casefold()
    expected = " of ".join(value for value in dict.fromkeys(values) if value)
    if any(word in text for word in wanted):
        return _ruling(record, True, expected, _quoted(said))
    other = any(pattern.search(part) for pattern in _CODES for part in said)
    elsewhere = {word.casefold() for value, words in record.words.items() if value not in values for word in words}
    if not said or other or any(word in text for word in elsewhere):
        return _ruling(record, False, expected, _quoted(said))
    return _ruling(record, None, expected, f"{_quoted(said)}, een woord dat log.woorden in het profiel niet verklaart")


def _identified(record: Record, item: str, wanted: str) -> Ruling:
    if not wanted:
        return _ruling(record, None, "een bericht-id", "zo'n bericht was er in deze uitwisseling niet")
    said = record.said(item)
    return _ruling(record, any(wanted in _parts(text) for text in said), f"bericht-id {wanted}", _quoted(said))


def _ruling(record: Record, satisfied: bool | None, expected: str, observed: str) -> Ruling:
    return Ruling(satisfied, expected, observed, record.exchange.observations)


def _quoted(said: tuple[str, ...]) -> str:
    """Return what the log says, as a report tells it: told apart from what was seen on the wire."""
    return f"in de log: {' | '.join(said)[:300]}" if said else "in de log: niets"


def _parts(text: str) -> frozenset[str]:
    """Return the parts of an id in a log: root and extension may be joined in any way."""
    return frozenset({text, *re.split(r"[\^ :;,|/]", text)})


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _moments(text: str) -> tuple[float, ...]:
    """Return the moments (seconds since the epoch) that a time can mean: by its offset, as local time, as UTC."""
    time = _time(text)
    if time is None:
        return ()
    bare = time.replace(tzinfo=None)
    own = (time.timestamp(),) if time.tzinfo is not None else ()
    return (*own, bare.replace(tzinfo=AMSTERDAM).timestamp(), bare.replace(tzinfo=UTC).timestamp())


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).astimezone(AMSTERDAM).isoformat(timespec="seconds")


def _local(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M:%S")
