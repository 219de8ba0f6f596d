"""The record of one TLS connection while it lives: handshake messages as they are, application data as sums.

A connection may carry a hundred thousand messages, so application records are not kept: their number, the age of the
keys they went under and the pauses between them are added up as they pass. Ages and pauses are the least ones that the
readings of the clock allow (interpretations INT-23 and INT-53 ask for the earliest reading).
"""

from protocol.tls.messages import (
    ALERT,
    CHANGE_CIPHER_SPEC,
    FINISHED,
    HANDSHAKE,
    KEY_UPDATE,
    TLS13,
    RawMessage,
)

KEEP_BYTES = 256 * 1024
"""Beyond this, large messages are dropped: a connection that renegotiates for ever must not fill the memory."""
KEEP_MESSAGES = 10_000
SMALL = 64
"""Finished, KeyUpdate, HelloRequest and alerts are smaller; they tell a refresh and are kept for longer."""

Interval = tuple[float, float]


class Recorder:
    """Collects what an observer sees. No method raises, whatever the bytes are."""

    __slots__ = (
        "_bytes",
        "_finished",
        "_key_since",
        "dropped",
        "established_at",
        "last_data",
        "longest_idle",
        "messages",
        "oldest_key_age",
        "oldest_key_record",
        "records",
        "tls13",
    )

    def __init__(self) -> None:
        self.messages: list[RawMessage] = []
        self.dropped = 0
        """Messages for which there was no room."""
        self.tls13 = False
        self.records = 0
        """Application records, both directions."""
        self.oldest_key_age = 0.0
        self.oldest_key_record = 0
        self.longest_idle = 0.0
        self.last_data: Interval | None = None
        """When application data went last, or the handshake ended; None before that."""
        self.established_at: Interval | None = None
        """When the first handshake ended."""
        self._key_since: list[Interval | None] = [None, None]
        self._finished = [False, False]
        self._bytes = 0

    @property
    def established(self) -> bool:
        """Tell whether both sides have finished a handshake."""
        return self._finished[0] and self._finished[1]

    @property
    def key_since(self) -> Interval | None:
        """When the older of the two directions got its keys; None while there are none."""
        incoming, outgoing = self._key_since
        if incoming is None or outgoing is None:
            return incoming or outgoing
        return min(incoming, outgoing)

    @property
    def longest_use(self) -> float:
        """The least number of seconds from the end of the first handshake to the last application data."""
        if self.established_at is None or self.last_data is None:
            return 0.0
        return max(0.0, self.last_data[0] - self.established_at[1])

    def message(self, low: float, high: float, outgoing: bool, version: int, content_type: int, data: bytes) -> None:
        """Note a handshake message, an alert or a ChangeCipherSpec; anything else is ignored."""
        if content_type == HANDSHAKE and data:
            self._keys(low, high, outgoing, version, data[0])
        elif content_type not in (ALERT, CHANGE_CIPHER_SPEC):
            return
        size = len(data)
        full = self._bytes + size > KEEP_BYTES and size > SMALL
        if full or len(self.messages) >= KEEP_MESSAGES:
            self.dropped += 1
            return
        self._bytes += size
        self.messages.append(RawMessage(low, high, outgoing, version, content_type, data))

    def application(self, low: float, high: float, outgoing: bool) -> None:
        """Note one record of application data."""
        since = self._key_since[outgoing]
        if since is None:
            return
        self.records += 1
        age = low - since[1]
        if age > self.oldest_key_age:
            self.oldest_key_age = age
            self.oldest_key_record = self.records
        last = self.last_data
        if last is not None and low - last[1] > self.longest_idle:
            self.longest_idle = low - last[1]
        self.last_data = (low, high)

    def _keys(self, low: float, high: float, outgoing: bool, version: int, kind: int) -> None:
        if kind == KEY_UPDATE:
            self._key_since[outgoing] = (low, high)
        elif kind == FINISHED and not (self.tls13 and self._finished[outgoing]):
            # A later Finished in TLS 1.3 belongs to client authentication after the handshake: the keys stay.
            self._key_since[outgoing] = (low, high)
            self.tls13 = version == TLS13
            first = not self.established
            self._finished[outgoing] = True
            if first and self.established:
                self.last_data = self.established_at = (low, high)
