"""Who a message says it is from, held against the pass that signed for it (GBX.BVL.e4050.1, item 6)."""

from simulators.observations import MessageObservation, TokenFacts
from toetsbank.rulings.base import Ruling

NO_ROLE = "00.000"
"""rolcode of a pass without role; a message leaves it out."""
_UNPROVEN = frozenset({"T-01", "T-02", "T-03", "T-09", "T-11", "T-12"})
"""Rules of the ZIM without which a token does not show who signed it: structure, signature, certificate."""
_NOT_OF_THE_PASS = "volgens het certificaat"
"""Stands in the refusal of a token that names another than its certificate does (T-06)."""


def author_number(message: MessageObservation) -> Ruling:
    """The UZI-nummer of the author is that of the pass that signed the transactietoken."""
    holder = _holder(message)
    author = message.author
    if holder is None or author is None or author.kind != "persoon":
        return _undecided(message, "het UZI-nummer van de pashouder")
    number, _ = holder
    return Ruling(author.number == number, f"UZI-nummer {number}", author.number or "geen nummer", (message.number,))


def author_role(message: MessageObservation) -> Ruling:
    """The rolcode of the author is that of the pass that signed the transactietoken."""
    holder = _holder(message)
    author = message.author
    if holder is None or author is None or author.kind != "persoon":
        return _undecided(message, "de rolcode van de pashouder")
    _, role = holder
    return Ruling((author.rolcode or NO_ROLE) == role, f"rolcode {role}", author.rolcode or "geen", (message.number,))


def same_organisation(message: MessageObservation, ura: str) -> Ruling:
    """Author, responsible and organisation have one URA; ``ura`` is that of the organisation."""
    author, overseer = message.author, message.overseer
    if message.sut_role != "afzender" or author is None or overseer is None:
        return _undecided(message, "drie keer dezelfde URA")
    named = (author.ura, overseer.ura, ura)
    observed = f"auteur {author.ura or 'geen'}, verantwoordelijke {overseer.ura or 'geen'}, instelling {ura}"
    return Ruling(len(set(named)) == 1, f"drie keer URA {ura}", observed, (message.number,))


def _holder(message: MessageObservation) -> tuple[str, str] | None:
    """Return UZI-nummer and rolcode of who signed for a message; None where that was not shown."""
    if message.sut_role != "afzender" or message.level != "midden":
        return None
    refused = message.refused
    if any(text.partition(":")[0] in _UNPROVEN or _NOT_OF_THE_PASS in text for text in refused):
        return None
    token = next((token for token in message.tokens if token.kind == "transactietoken"), None)
    return None if token is None else _named(token)


def _named(token: TokenFacts) -> tuple[str, str] | None:
    number, colon, role = token.name_id.partition(":")
    return (number, role) if colon else None


def _undecided(message: MessageObservation, expected: str) -> Ruling:
    return Ruling(None, expected, "niet te zien aan dit bericht", (message.number,))
