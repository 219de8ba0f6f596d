"""The state of the ZIM: the ids it hands out and the messages it has seen. No HTTP, no XML."""

from collections import OrderedDict

from protocol.hl7.controlact import NO_ROLE
from simulators.zim.settings import Application, ZimSettings

ZIM_ID_ROOT = "2.16.840.1.113883.2.4.6.6.1.1.99"
"""Root of the message ids of the ZIM (transport.md section 2.1, observed form)."""

ZIM_APPLICATION = "1"

KEEP_MESSAGE_IDS = 24 * 3600.0
"""Seconds for which the ZIM knows the id of a message (gbz-bericht-id-bewaartijd; assumed, transport.md section 4)."""

MOST_MESSAGE_IDS = 200_000


class MessageIds:
    """The ids of the messages that were processed, for a limited time and up to a limited number.

    Times are seconds since the epoch on the clock of the bench.
    """

    def __init__(self, keep: float = KEEP_MESSAGE_IDS, most: int = MOST_MESSAGE_IDS) -> None:
        self._keep = keep
        self._most = most
        self._seen: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def knows(self, message_id: str, now: float) -> bool:
        """Tell whether a message with this id was processed within the time that ids are kept."""
        seen = self._seen.get(message_id)
        return seen is not None and now - seen < self._keep

    def add(self, message_id: str, now: float) -> None:
        """Remember a processed message, and forget those that are too old or too many."""
        self._seen.pop(message_id, None)
        self._seen[message_id] = now
        while self._seen and (len(self._seen) > self._most or now - next(iter(self._seen.values())) >= self._keep):
            self._seen.popitem(last=False)


class ZimModel:
    """What the ZIM remembers between messages, for as long as the process lives: ``reset`` of the ZIM leaves it."""

    def __init__(self, started: float) -> None:
        """``started`` (seconds since the epoch) keeps the ids of two runs apart."""
        self._last_id = int(started * 1000) * 1000
        self.message_ids = MessageIds()

    def next_id(self) -> str:
        """Return the extension of a new message id of the ZIM; never the same twice."""
        self._last_id += 1
        return str(self._last_id)


def application(settings: ZimSettings, applicatie_id: str) -> Application | None:
    """Return the line of the applicatieregister for an application, None if it is unknown."""
    return next((line for line in settings.applications if line.applicatie_id == applicatie_id), None)


def belongs(line: Application, *, ura: str | None, dns_names: tuple[str, ...]) -> bool:
    """Tell whether a certificate with this URA, or these host names, is one of the application's organisation.

    An UZI certificate is judged by its URA, any other by its host names (INT-64).
    """
    if ura is not None:
        return ura.lstrip("0") == line.ura.lstrip("0")
    return bool(set(line.hosts) & set(dns_names))


def may_query(settings: ZimSettings, role: str) -> bool:
    """Tell whether a rolcode may ask for data.

    Without one the token has told already: a pass N needs a mandate, that of a customer desk has no rolcode (assumed).
    """
    return role in ("", NO_ROLE) or role[:2] in settings.roles
