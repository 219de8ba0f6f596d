"""Checking the chain to a SUT link by link, so that trouble with the set-up never looks like a failure of the SUT."""

import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ssl import OPENSSL_VERSION

import typer

from simulators.clock import Clock
from simulators.loop import LoopThread
from simulators.tls import OpenSslLayoutError, check_layout
from simulators.uzi import Pki, PkiError
from simulators.zim import Zim
from simulators.zim.messages import ping
from toetsbank.outcomes import BadInput, Inconclusive
from toetsbank.places import ZIM_NAME
from toetsbank.population import PATIENTS, Population
from toetsbank.profile import Counterparties, Profile, embedded
from toetsbank.upper_tester import HttpUpperTester

CONNECT_SECONDS = 3.0


class Broken(Exception):
    """A link does not hold; the text says why and which key of the profile to mend."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: its name, and a check that returns what it saw or raises Broken."""

    name: str
    check: Callable[[Profile], str]


def show(profile: Profile | None) -> int:
    """Print each link as it is checked and stop at the first that is broken; returns the exit code.

    Without a profile only what the reference XIS needs is checked: the TLS library.
    """
    for link in LINKS if profile else LINKS[:1]:
        try:
            typer.echo(f"goed    {link.name}: {link.check(profile or embedded())}")
        except Broken as reason:
            typer.echo(f"KAPOT   {link.name}: {reason}")
            return 2
    return 0


def require_ready(profile: Profile) -> None:
    """Raise BadInput at the first broken link."""
    for link in LINKS:
        try:
            link.check(profile)
        except Broken as reason:
            raise BadInput(f"De opstelling is niet klaar, {link.name}: {reason}") from reason


def _library(_profile: Profile) -> str:
    try:
        check_layout()
    except OpenSslLayoutError as error:
        raise Broken(str(error)) from error
    return OPENSSL_VERSION


def _pki(profile: Profile) -> str:
    try:
        pki = Pki.load(profile.pki)
    except PkiError as error:
        raise Broken(f"{error} Sleutel in het profiel: pki. Maak haar met: python -m toetsbank pki init.") from error
    if pki.names.fqdn != profile.sut.fqdn or pki.names.ura != profile.sut.ura:
        raise Broken(
            f"de certificaten in {profile.pki} zijn van {pki.names.fqdn} (URA {pki.names.ura}), het profiel zegt"
            f" {profile.sut.fqdn} (URA {profile.sut.ura}); pas sut.fqdn of sut.ura aan of maak nieuwe certificaten."
        )
    return f"{profile.pki}, geldig voor {pki.names.fqdn}"


def _patients(profile: Profile) -> str:
    path = profile.pki / PATIENTS
    if not path.exists():
        return f"{path} wordt bij de eerste run gemaakt"
    try:
        Population.from_csv(path)
    except BadInput as reason:
        raise Broken(str(reason)) from reason
    return f"{path} heeft alleen fictieve nummers"


def _ports(profile: Profile) -> str:
    free = []
    for key, host, port, kind in _wanted(profile.tegenpartijen):
        address = f"{'UDP ' if kind is socket.SOCK_DGRAM else ''}{host}:{port}"
        try:
            with _listening(host, port, kind):
                free.append(address)
        except OSError as error:
            raise Broken(f"{address} is niet vrij ({error.strerror}); kies een andere tegenpartijen.{key}.") from error
    return f"{', '.join(free)} zijn vrij"


def _wanted(side: Counterparties) -> Iterator[tuple[str, str, int, socket.SocketKind]]:
    """Yield every address that a counterparty needs: the key of the profile that says so, host, port and kind."""
    yield "zim_poort", side.bind, side.zim_poort, socket.SOCK_STREAM
    yield "uzi_poort", side.bind, side.uzi_poort, socket.SOCK_STREAM
    if side.tweede_locatie is not None:
        yield "tweede_locatie", side.tweede_locatie, side.zim_poort, socket.SOCK_STREAM
    for key, port in (("dns_poort", side.dns_poort), ("ntp_poort", side.ntp_poort)):
        if port is not None:
            yield key, side.bind, port, socket.SOCK_DGRAM


@contextlib.contextmanager
def _listening(host: str, port: int, kind: socket.SocketKind) -> Iterator[None]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as listener:
        if kind is socket.SOCK_STREAM:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        yield


def _address(profile: Profile) -> str:
    address = profile.sut.adres
    if address is None:
        return "het systeem heeft geen eigen server in dit profiel (sut.adres)"
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise Broken(f"sut.adres is {address!r}; verwacht host:poort.")
    try:
        with socket.create_connection((host, int(port)), CONNECT_SECONDS):
            return f"{address} neemt verbindingen aan"
    except socket.gaierror as error:
        raise Broken(f"de naam {host} bestaat niet ({error.strerror}); pas sut.adres of de naamgeving aan.") from error
    except OSError as error:
        raise Broken(
            f"{address} neemt geen verbinding aan ({error}); start het systeem of pas sut.adres aan."
        ) from error


def _exchange(profile: Profile) -> str:
    if profile.sut.adres is None:
        return "overgeslagen, want sut.adres ontbreekt"
    host, _, port = profile.sut.adres.rpartition(":")
    loop, clock = LoopThread(), Clock()
    try:
        zim = Zim.start(loop, Pki.load(profile.pki), clock, host="127.0.0.1", port=0, host_name=ZIM_NAME)
        try:
            outgoing = ping(clock, profile.sut.applicatie_id, "doctor-1")
            result = zim.call(host, int(port), profile.sut.fqdn, outgoing)
        finally:
            zim.stop()
    finally:
        loop.stop()
    if result.failure is not None:
        raise Broken(
            f"{result.failure.message} Laad de certificaten van {profile.pki} in het systeem (toetsbank pki init toont"
            " welke waar) of pas sut.fqdn aan."
        )
    answer = result.message.answer if result.message else "geen"
    return f"{result.connection.version} met {result.connection.suite}; ping beantwoord met {answer}"


def _upper_tester(profile: Profile) -> str:
    adapter = profile.upper_tester
    if adapter is None:
        return "geen; alleen wat de ZIM aanstuurt of waarneemt krijgt een oordeel"
    tester = HttpUpperTester(adapter.url, min(adapter.seconden, CONNECT_SECONDS))
    try:
        offered = tester.offered()
    except Inconclusive as reason:
        raise Broken(f"{reason} Sleutel in het profiel: upper_tester.url.") from reason
    return f"{adapter.url} biedt {len(offered)} handelingen"


LINKS = (
    Link("TLS-bibliotheek", _library),
    Link("certificaten", _pki),
    Link("patiënten", _patients),
    Link("poorten van de tegenpartijen", _ports),
    Link("adres van het systeem", _address),
    Link("TLS en ping naar het systeem", _exchange),
    Link("upper tester", _upper_tester),
)
