"""Limits on what a peer may send, and how long it may take in real time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in real seconds."""

    body: int = 10 * 1024 * 1024
    header: int = 64 * 1024
    handshake_seconds: float = 10.0
    """From the start of the connection to the end of the handshake; without TLS, to the first byte."""
    request_seconds: float = 30.0
    """From the first to the last byte of a header, the same for a body, and for an answer that nobody reads."""
    connections: int = 256
    linger_seconds: float = 2.0
    """How long the end waits for the peer to read what was sent last (an alert, an answer) and to close."""
