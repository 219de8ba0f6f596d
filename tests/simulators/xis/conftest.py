"""A PKI, an UZI-register and a ZIM for the whole session, and XISs in this process that live for one test."""

import http.client
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from protocol.bsn import fictitious_bsns
from simulators.clock import Clock, VirtualClock
from simulators.loop import LoopThread
from simulators.lsp import Lsp, Names
from simulators.uzi import Pki, UziRegister
from simulators.xis.application import Xis
from simulators.xis.configuration import Configuration
from simulators.xis.defects import defects_named
from simulators.xis.model import LogEntry
from simulators.zim import Zim

PIN = "123456"
BSN, OTHER_BSN, UNREGISTERED_BSN = itertools.islice(fictitious_bsns(), 3)
USERS = (
    ("arts-a", "900001234", "zorgverlener", True),
    ("arts-b", "900001235", "zorgverlener", True),
    ("medewerker-e", "900001238", "medewerker", False),
    ("beheerder-f", "900001242", "beheerder", False),
    ("toegangslogbeheerder-h", "900001241", "toegangslogbeheerder", False),
)


@dataclass(frozen=True)
class Surroundings:
    """The counterparties of a XIS."""

    loop: LoopThread
    pki: Pki
    clock: VirtualClock
    uzi: UziRegister
    zim: Zim
    lsp: Lsp


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """All certificates, made once."""
    return Pki.create(tmp_path_factory.mktemp("pki") / "pki")


@pytest.fixture(scope="session")
def started(pki: Pki) -> Iterator[Surroundings]:
    """The counterparties, started once."""
    loop, clock = LoopThread(), VirtualClock()
    uzi = UziRegister.start(loop, pki, clock)
    zim = Zim.start(loop, pki, clock, second=("127.0.0.2", 0))
    hosts = ("xis", "crl", "ergens", "dicht")
    lsp = Lsp.start(loop, clock, names=Names(others={f"{host}.toetsbank.test": "127.0.0.1" for host in hosts}))
    yield Surroundings(loop, pki, clock, uzi, zim, lsp)
    lsp.stop()
    zim.stop()
    uzi.stop()
    loop.stop()


@pytest.fixture
def around(started: Surroundings) -> Surroundings:
    """The counterparties, healthy."""
    started.zim.reset()
    started.uzi.reset()
    started.lsp.reset()
    started.lsp.journal.clear()
    return started


@pytest.fixture
def config(tmp_path: Path, around: Surroundings) -> dict[str, Any]:
    """A configuration as the bench writes it."""
    return configuration(tmp_path, around)


def configuration(folder: Path, around: Surroundings) -> dict[str, Any]:
    """Return a configuration whose files are in ``folder``."""
    patients = folder / "patienten.csv"
    patients.write_text(
        f"bsn,naam,geboortedatum,geslacht\n{BSN},Testlaar-Één,1970-01-15,V\n{OTHER_BSN},Testlaar,1980-02-15,M\n",
        encoding="utf-8",
    )
    pki, uzi, own = around.pki, around.uzi.url, around.pki.server("xis")
    uzi_port = int(uzi.rstrip("/").rpartition(":")[2])
    crl = "http://crl.toetsbank.test"
    return {
        "klok": "virtueel",
        "opslag": str(folder / "opslag"),
        "naamservers": [":".join(map(str, around.lsp.dns_address))],
        "tijdservers": [":".join(map(str, around.lsp.ntp_address))],
        "poorten": {"zim.toetsbank.test:443": around.zim.address[1], "crl.toetsbank.test:80": uzi_port},
        "zim": {
            "uri": "https://zim.toetsbank.test:443",
            "vertrouwd": [str(pki.trust("server-roots"))],
            "crls": [f"{crl}{path}" for path in pki.crl_paths("server")],
        },
        "eigen": {
            "applicatie_id": "90000001",
            "ura": "90000123",
            "naam": "Huisartspraktijk Voorbeeld",
            "plaats": "Voorbeeldstad",
            "fqdn": "xis.toetsbank.test",
            "certificaat": str(own.certificate),
            "sleutel": str(own.key),
        },
        "passen": {
            "url": uzi,
            "vertrouwd": [str(pki.trust("pas-roots"))],
            "crls": [f"{crl}{path}" for path in pki.crl_paths("pas")],
        },
        "gebruikers": [{"sleutel": k, "uzi_nummer": n, "rollen": [r], "lsp": lsp} for k, n, r, lsp in USERS],
        "patienten": str(patients),
        "seconden_wachten": 5,
    }


@dataclass(frozen=True)
class Result:
    """The answer of the upper tester."""

    status: int
    body: dict[str, Any]

    @property
    def refused(self) -> bool:
        """Whether the XIS refused; fails if there was no result."""
        assert self.status == 200, self.body
        return bool(self.body["geweigerd"])

    @property
    def shown(self) -> str:
        """What the user saw."""
        return " ".join(self.body["getoond"])

    @property
    def data(self) -> dict[str, Any]:
        """The data of a result."""
        return dict(self.body["gegevens"])


class Driver:
    """Makes a XIS act through its upper tester, and looks at what the counterparties saw."""

    def __init__(self, around: Surroundings, xis: Xis, addresses: dict[str, str]) -> None:
        self.around = around
        self.xis = xis
        self._address = addresses["upper_tester"].removeprefix("http://")
        host, _, port = addresses["tls"].rpartition(":")
        self.tls = host, int(port)
        """Where the XIS listens for the ZIM."""

    def call(self, method: str, path: str, body: bytes = b"") -> Result:
        """Do one HTTP request."""
        connection = http.client.HTTPConnection(self._address, timeout=20)
        try:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return Result(answer.status, json.loads(answer.read()))
        finally:
            connection.close()

    def perform(self, operation: str, **parameters: object) -> Result:
        """Have an operation performed."""
        return self.call("POST", f"/operaties/{operation}", json.dumps(parameters).encode())

    def log_in(self, pas: str = "arts-a/geldig", werkplek: str = "werkplek-1") -> str:
        """Log in and return the session, "" for a refusal."""
        result = self.perform("sessie.log_in", pas=pas, toegangscode=PIN, werkplek=werkplek)
        return str(result.data.get("sessie", ""))

    def query(self, sessie: str, bsn: str = BSN) -> Result:
        """Ask for a patient's data."""
        return self.perform("opvraag.start", sessie=sessie, bsn=bsn)

    def pass_time(self, seconds: float) -> float | None:
        """Move the clocks, in steps, never past what the XIS has to do; returns what is due next."""
        clock = self.around.clock
        target = clock.now() + seconds
        due = self._set_clock()
        while (now := clock.now()) < target:
            steps = [now + 30, target, *([due] if due is not None and due > now else [])]
            clock.begin_step(min(steps))
            try:
                due = self._set_clock()
            finally:
                clock.end_step()
        return due

    def keep_together(self) -> None:
        """Set the clock of the XIS to that of its surroundings."""
        if isinstance(self.xis.clock, VirtualClock):
            self.xis.clock.set(self.around.clock.now())

    def log_entries(self, bsn: str) -> tuple[LogEntry, ...]:
        """Return what the toegangslog says about a patient."""

        async def read() -> tuple[LogEntry, ...]:
            return self.xis.store.log_entries(bsn)

        return self.around.loop.run(read())

    def use(self, *names: str) -> None:
        """Switch defects."""
        self.around.loop.run(self.xis.put_back(defects_named(names)))

    def _set_clock(self) -> float | None:
        due = self.perform("klok.set", moment=self.around.clock.now()).data["volgende"]
        return None if due is None else float(due)


async def _start(config: dict[str, Any]) -> tuple[Xis, dict[str, str]]:
    Path(config["opslag"]).mkdir(exist_ok=True)
    xis = Xis(Configuration.model_validate(config))
    return xis, await xis.start()


def _driver(around: Surroundings, config: dict[str, Any]) -> Driver:
    xis, addresses = around.loop.run(_start(config))
    return Driver(around, xis, addresses)


@pytest.fixture
def start(around: Surroundings, config: dict[str, Any]) -> Iterator[Callable[..., Driver]]:
    """Start XISs with changes to the configuration; they are stopped after the test."""
    running: list[Driver] = []

    def started(**changes: Any) -> Driver:
        driver = _driver(around, {**config, **changes})
        running.append(driver)
        driver.keep_together()
        return driver

    yield started
    for driver in running:
        around.loop.run(driver.xis.stop())


@pytest.fixture(scope="session")
def lasting(started: Surroundings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """A XIS for the whole session; its store keeps what earlier tests put there."""
    driver = _driver(started, configuration(tmp_path_factory.mktemp("xis"), started))
    yield driver
    started.loop.run(driver.xis.stop())


@pytest.fixture
def driver(around: Surroundings, lasting: Driver) -> Driver:
    """A healthy XIS without sessions and connections."""
    around.loop.run(lasting.xis.put_back())
    lasting.keep_together()
    return lasting


@pytest.fixture
def fresh(start: Callable[..., Driver]) -> Driver:
    """A healthy XIS with an empty store."""
    return start()


@pytest.fixture
def clock() -> VirtualClock:
    """A virtual clock of its own."""
    return VirtualClock()


@pytest.fixture
def real_clock() -> Clock:
    """A clock that cannot be moved."""
    return Clock()
