"""Where a client waits for application data."""

import asyncio


class Inbox(asyncio.Protocol):
    """Application data that has arrived, and the end of the connection."""

    def __init__(self) -> None:
        self.ended = False
        self._data = bytearray()
        self._changed = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()

    def data_received(self, data: bytes) -> None:
        self._data += data
        self._changed.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self._changed.set()
        self._writable.set()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    async def writable(self) -> None:
        """Wait until the peer has read enough."""
        await self._writable.wait()

    async def take(self) -> bytes:
        """Return what has arrived, at least one byte; nothing when the connection has ended."""
        while not self._data and not self.ended:
            self._changed.clear()
            await self._changed.wait()
        taken = bytes(self._data)
        self._data.clear()
        return taken

    @property
    def waiting(self) -> int:
        """The number of bytes that nobody has asked for yet."""
        return len(self._data)
