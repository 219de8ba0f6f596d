"""The upper tester: making the SUT act, and reading what a user sees, over HTTP/JSON (operations.md 6 and 7)."""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from toetsbank.outcomes import Inconclusive, NotCarriedOut

BY_HAND = {
    "sessie.log_in": "met de hand: ja, een minuut",
    "sessie.log_out": "met de hand: ja, een minuut",
    "opvraag.start": "met de hand: ja, een minuut",
    "resultaat.show": "met de hand: ja, met schermafdruk",
    "koppeling.verify": "met de hand: ja, een minuut",
    "pas.take_out": "met de hand: ja, een minuut, met een echte of virtuele kaartlezer",
    "werkplek.change_address": "met de hand: ten dele, met een tweede netwerk of een VPN",
    "instelling.set": "met de hand: ja, een minuut",
    "gebruiker.admit": "met de hand: ja, een minuut",
    "gebruiker.revoke": "met de hand: ja, een minuut",
    "gebruiker.list": "met de hand: ja, met schermafdruk",
    "configuratie.set": "met de hand: ja, vijf minuten",
    "inschrijftoken.create": "met de hand: ja, vijf minuten",
    "inschrijftoken.list": "met de hand: ja, met schermafdruk",
    "mandaat.record": "met de hand: ja, vijf minuten",
    "mandaat.list": "met de hand: ja, met schermafdruk",
    "trigger.fire": "met de hand: ja, maak een afspraak met de patiënt",
    "bericht.inspect": "met de hand: ja, met schermafdruk",
    "beheerlog.read": "met de hand: ja, met een uitdraai",
    "triggerlog.read": "met de hand: ja, met een uitdraai",
    "klok.set": "met de hand: nee; wacht de echte tijd af of gebruik een kortere instelling",
}
"""What a person could do where the SUT offers no operation."""


MOST_BYTES = 1 << 20
"""The largest answer that is read."""


class SutUnreachable(Inconclusive):
    """The SUT's upper tester does not answer; says nothing about any clause."""


class ReferenceXisFault(Exception):
    """The reference XIS does not answer as agreed: a fault of the bench, whose part it is."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to an operation; a refusal by the SUT is a result, not an error."""

    refused: bool
    shown: tuple[str, ...]
    data: dict[str, Any]


class _Answer(BaseModel):
    geweigerd: bool
    getoond: tuple[str, ...]
    gegevens: dict[str, Any]


class _Capabilities(BaseModel):
    operaties: frozenset[str]


_Model = TypeVar("_Model", _Answer, _Capabilities)


class UpperTester(Protocol):
    """Performs operations of operations.md on the SUT."""

    def perform(self, operation: str, **parameters: object) -> Result:
        """Carry out an operation; raises Inconclusive where the SUT does not offer it or gives no result."""
        ...


class HttpUpperTester:
    """The interface of an adapter, and of the reference XIS."""

    def __init__(self, url: str, seconds: float, unreachable: type[Exception] = SutUnreachable) -> None:
        """``seconds`` is the deadline of an operation, ``unreachable`` what a missing or useless answer raises."""
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._port = parts.port or 80
        self._base = parts.path.rstrip("/")
        self._seconds = seconds
        self._unreachable = unreachable
        self._offered: frozenset[str] | None = None

    def perform(self, operation: str, **parameters: object) -> Result:
        if operation not in self.offered():
            hint = BY_HAND.get(operation, "met de hand: zie operations.md")
            raise NotCarriedOut(f"De upper tester biedt de handeling {operation} niet; {hint}.")
        status, body = self._call("POST", f"/operaties/{operation}", parameters)
        if status != 200:
            raise Inconclusive(f"Handeling {operation} gaf geen resultaat (HTTP {status}): {body.get('melding', '')}")
        answer = self._parsed(_Answer, body, operation)
        return Result(answer.geweigerd, answer.getoond, answer.gegevens)

    def offered(self) -> frozenset[str]:
        """Return the names of the operations that the SUT offers."""
        if self._offered is None:
            self._offered = self._parsed(_Capabilities, self.capabilities(), "/capabilities").operaties
        return self._offered

    def capabilities(self) -> dict[str, Any]:
        """Return what the adapter says of itself."""
        status, body = self._call("GET", "/capabilities", None)
        if status != 200:
            raise self._unreachable(f"De upper tester op {self._host}:{self._port} gaf HTTP {status} op /capabilities.")
        return body

    def set_defects(self, names: tuple[str, ...]) -> None:
        """Switch the defects of the reference XIS; no other SUT has this."""
        status, body = self._call("PUT", "/defecten", {"namen": list(names)})
        if status != 200:
            raise RuntimeError(f"defects {names} were not switched: HTTP {status} {body}")

    def _parsed(self, model: type[_Model], body: dict[str, Any], what: str) -> _Model:
        try:
            return model.model_validate(body)
        except ValidationError as error:
            fields = ", ".join(sorted({str(detail["loc"][0]) for detail in error.errors()}))
            where = f"{self._host}:{self._port}"
            raise self._unreachable(f"De upper tester op {where} gaf op {what} geen bruikbare {fields}.") from error

    def _call(self, method: str, path: str, content: object) -> tuple[int, dict[str, Any]]:
        # A connection of its own for each operation: a kept one that breaks cannot tell whether the SUT acted.
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._seconds)
        end = time.monotonic() + self._seconds
        try:
            connection.connect()
            with _cut_at(end, connection.sock):
                status, received = self._exchange(connection, method, path, content)
        except (http.client.HTTPException, OSError) as error:
            where = f"{self._host}:{self._port}"
            is_late = time.monotonic() >= end
            said = f"niet klaar binnen {self._seconds:g} s" if is_late else str(error) or type(error).__name__
            raise self._unreachable(f"De upper tester op {where} antwoordt niet op {path}: {said}.") from error
        finally:
            connection.close()
        try:
            value = json.loads(received or b"{}")
        except ValueError as error:
            raise self._unreachable(f"De upper tester gaf op {path} geen JSON: {error}.") from error
        return status, value if isinstance(value, dict) else {}

    def _exchange(
        self, connection: http.client.HTTPConnection, method: str, path: str, content: object
    ) -> tuple[int, bytes]:
        body = None if content is None else json.dumps(content).encode()
        headers = {"Connection": "close"} | ({"Content-Type": "application/json"} if body is not None else {})
        connection.request(method, self._base + path, body, headers)
        with connection.getresponse() as answer:
            return answer.status, answer.read(MOST_BYTES)


@contextlib.contextmanager
def _cut_at(end: float, sock: socket.socket) -> Iterator[None]:
    """End an exchange that is not over at ``end`` (``time.monotonic``), also one whose bytes keep dripping.

    It needs the socket itself: once the head of a last answer is read, HTTPConnection knows it no more. Raises
    TimeoutError for an exchange that was cut, because half an answer can look like a whole one.
    """
    timer = threading.Timer(max(0.0, end - time.monotonic()), _shut, (sock,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
    if time.monotonic() >= end:
        raise TimeoutError


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


class AbsentUpperTester:
    """Stands where the profile names no upper tester: every operation is missing."""

    def perform(self, operation: str, **_parameters: object) -> Result:
        hint = BY_HAND.get(operation, "met de hand: zie operations.md")
        raise NotCarriedOut(
            f"Het profiel noemt geen upper tester, dus {operation} kan niet worden aangestuurd; {hint}."
        )
