"""Which transactietokens were used before (tokens.md section 3.2, rule T-04)."""

from datetime import datetime, timedelta
from hashlib import blake2b
from heapq import heappop, heappush
from typing import Final

RETENTION: Final = timedelta(hours=24)
CAPACITY: Final = 1_000_000
_BUCKET: Final = 60.0


class ReplayCacheFull(RuntimeError):
    """Every place is taken by a token that is still valid: the cache cannot promise anything of one more."""


class ReplayCache:
    """Remembers the IDs of accepted tokens, at least until their NotOnOrAfter and usually for a day.

    Memory is bounded: an ID takes some 200 bytes whatever its length. When ``capacity`` is reached, tokens that have
    expired are forgotten before their day is over; rule T-13 refuses those anyhow.
    """

    def __init__(self, retention: timedelta = RETENTION, capacity: int = CAPACITY) -> None:
        self._retention = retention.total_seconds()
        self._capacity = capacity
        self._expiry: dict[bytes, float] = {}
        self._buckets: dict[int, list[bytes]] = {}
        """Per minute in which they may be forgotten: the hashes of IDs."""
        self._minutes: list[int] = []
        """The keys of the buckets, as a heap."""
        self._nothing_expires_before = 0.0

    def __len__(self) -> int:
        return len(self._expiry)

    def __contains__(self, token_id: str) -> bool:
        return _hash(token_id) in self._expiry

    def remember(self, token_id: str, not_on_or_after: datetime, now: datetime) -> None:
        """Remember an accepted token; raises ReplayCacheFull when only valid tokens fill the cache."""
        self.forget_old(now)
        seconds, expires = now.timestamp(), not_on_or_after.timestamp()
        if len(self._expiry) >= self._capacity and seconds >= self._nothing_expires_before:
            self._forget_expired(seconds)
        if len(self._expiry) >= self._capacity:
            raise ReplayCacheFull(f"{self._capacity} valid tokens are remembered; there is no room for another one")
        minute = int(max(expires, seconds + self._retention) // _BUCKET) + 1
        if minute not in self._buckets:
            self._buckets[minute] = []
            heappush(self._minutes, minute)
        key = _hash(token_id)
        self._expiry[key] = expires
        self._buckets[minute].append(key)
        self._nothing_expires_before = min(self._nothing_expires_before, expires)

    def forget_old(self, now: datetime) -> None:
        """Forget what need not be remembered any longer."""
        minute = int(now.timestamp() // _BUCKET)
        while self._minutes and self._minutes[0] <= minute:
            for key in self._buckets.pop(heappop(self._minutes)):
                self._expiry.pop(key, None)

    def _forget_expired(self, now: float) -> None:
        """Forget all tokens that have expired; looks at every one, so it is not repeated before it can help."""
        for bucket in self._buckets.values():
            valid = [key for key in bucket if self._expiry.get(key, now) > now]
            for key in set(bucket).difference(valid):
                self._expiry.pop(key, None)
            bucket[:] = valid
        self._nothing_expires_before = min(self._expiry.values(), default=0.0)


def _hash(token_id: str) -> bytes:
    return blake2b(token_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
