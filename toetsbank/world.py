"""Everything a scenario needs: the counterparties, the SUT, the clock and the patients, started once per worker."""

import os
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from catalogue import Catalogue
from catalogue.model import SystemType
from simulators.clock import Clock, VirtualClock
from simulators.journal import Journal
from simulators.loop import LoopThread
from simulators.lsp import Lsp
from simulators.uzi import Pki, UziRegister
from simulators.zim import Zim
from toetsbank.eventlog import RunFolder
from toetsbank.outcomes import Inconclusive, NotCarriedOut
from toetsbank.places import Places, own_name
from toetsbank.population import PATIENTS, Population, write_csv
from toetsbank.profile import Profile
from toetsbank.recorder import Recorder
from toetsbank.reference_xis import ReferenceXis
from toetsbank.timekeeper import Timekeeper
from toetsbank.upper_tester import AbsentUpperTester, HttpUpperTester, ReferenceXisFault, UpperTester
from toetsbank.xis_config import Neighbours, xis_config

EMBEDDED_SECONDS = 15.0
"""Deadline of one operation of the reference XIS."""


@dataclass(frozen=True, slots=True)
class Person:
    """A test person (operations.md section 3)."""

    key: str
    kind: str
    uzi_nummer: str
    roles: tuple[str, ...] = ()
    lsp: bool = True


PERSONS = {
    "Arts A": Person("arts-a", "Z", "900001234", ("zorgverlener",)),
    "Arts B": Person("arts-b", "Z", "900001235", ("zorgverlener",)),
    "Assistente C": Person("assistente-c", "N", "900001236", ("medewerker",)),
    "Balie D": Person("balie-d", "N", "900001237", ("balie",), lsp=False),
    "Medewerker E": Person("medewerker-e", "N", "900001238", ("medewerker",), lsp=False),
    "Beheerder F": Person("beheerder-f", "N", "900001242", ("beheerder",), lsp=False),
    "Autorisatiebeheerder G": Person("autorisatiebeheerder-g", "N", "900001243", ("autorisatiebeheerder",), lsp=False),
    "Toegangslogbeheerder H": Person("toegangslogbeheerder-h", "N", "900001241", ("toegangslogbeheerder",), lsp=False),
}
PIN = "123456"
STORE = {"opslag": "gegevens", "logbestanden": "logs", "reservekopieën": "reservekopie", "sessiegegevens": "sessies"}
"""Where the reference XIS keeps what, in the folder of its configuration."""

PASSWORD = "welkom-bij-de-toetsbank"
"""What every test person knows, for systems that also let people in without a pass."""
OTHER_PATH = "/lsp"
"""Where the services of the ZIM stand, when a scenario moves them."""


class World:
    """The surroundings of one worker; ``reset`` between scenarios, ``stop`` at the end."""

    pki: Pki
    zim: Zim
    uzi: UziRegister
    lsp: Lsp
    upper: UpperTester
    population: Population

    def __init__(self, profile: Profile, catalogue: Catalogue, recorder: Recorder, clock: Clock) -> None:
        self.profile = profile
        self.catalogue = catalogue
        self.recorder = recorder
        self.clock = clock
        self.loop = LoopThread()

    @property
    def is_embedded(self) -> bool:
        """Tell whether the SUT is the reference XIS."""
        return isinstance(self, EmbeddedWorld)

    def _start_counterparties(self, at: Places, sut: dict[str, str]) -> None:
        """Start them; ``sut`` are the host names of the SUT with their addresses."""
        sink, numbering = self.recorder.sink, self.recorder.numbering
        self.uzi = UziRegister.start(
            self.loop, self.pki, self.clock, host=at.host, port=at.uzi_port, sink=sink, numbering=numbering
        )
        self.zim = Zim.start(
            self.loop,
            self.pki,
            self.clock,
            host=at.host,
            port=at.zim_port,
            host_name=at.zim_name,
            sink=sink,
            numbering=numbering,
            second=None if at.second is None else (at.second, 0),
        )
        self.lsp = Lsp.start(
            self.loop,
            self.clock,
            host=at.host,
            dns_port=at.dns_port,
            ntp_port=at.ntp_port,
            names=at.names(sut),
            sink=sink,
            numbering=numbering,
        )

    @property
    def sut_address(self) -> tuple[str, int]:
        """Host and port of the SUT's own TLS server; raises Inconclusive where the profile names none."""
        address = self.profile.sut.adres
        if address is None:
            raise Inconclusive("Het profiel noemt geen adres waarop de ZIM dit systeem kan bereiken (sut.adres).")
        host, _, port = address.rpartition(":")
        return host, int(port)

    def require_names(self) -> None:
        """Raise Inconclusive unless the SUT is set to ask the DNS of the bench."""
        if not self.lsp.serves_names:
            raise Inconclusive(
                "Dit systeem vindt de ZIM niet via de DNS van de toetsbank. Zet in het profiel tegenpartijen.dns_poort"
                " en laat het systeem daar de namen vragen."
            )

    def await_names(self) -> None:
        """Return when every address that the SUT uses must have been asked for in sight of the bench.

        Raises Inconclusive unless the SUT is set to ask the DNS of the bench.
        """
        self.require_names()

    def move_zim(self, location: int) -> None:
        """Make location 1 or 2 of the ZIM the operational one, and have the DNS say so.

        Raises Inconclusive where the SUT does not ask this DNS, or there is no such location.
        """
        self.require_names()
        if location > len(self.lsp.names.locations):
            raise Inconclusive(
                "De ZIM heeft hier geen tweede locatie. Zet in het profiel tegenpartijen.tweede_locatie op een ander"
                " adres van deze machine."
            )
        self.zim.configure(location=location)
        self.lsp.configure(location=location)

    def wait_until(self, moment: float) -> None:
        """Let a fraction of a second pass, until ``moment`` on the clock of the bench."""
        threading.Event().wait(max(0.0, moment - self.clock.now()))

    def pass_time(self, seconds: float, step: float | None = None) -> None:
        """Let time pass for bench and SUT; raises NotCarriedOut where that cannot be done.

        ``step`` is how far the clock may be moved at once, for hours in which nothing is exchanged.
        """
        raise NotCarriedOut(
            f"Hiervoor moet {seconds:.0f} seconden verstrijken; de klok van dit systeem wordt niet verzet. Zet in het"
            " profiel tijd.echt_wachten = true om dat af te wachten."
        )

    def store_of(self, place: str) -> Path:
        """Return the folder in which the SUT keeps something on this machine.

        Raises Inconclusive where the bench cannot look into the store of the SUT.
        """
        raise Inconclusive(
            f"De toetsbank kan in de {place} van dit systeem niet kijken. Zoek daar met toetsbank zoek naar wat een run"
            " erin bracht, en zet de uitslag in het dossier."
        )

    def use_defects(self, names: tuple[str, ...]) -> None:
        """Switch the defects of the reference XIS."""
        raise RuntimeError(f"only the reference XIS has defects, not {self.profile.sut.product}: {names}")

    def revive(self) -> None:
        """Make sure that the SUT is there, where the bench can do something about it."""

    def watch(self) -> None:
        """Give the SUT time to act by itself, where the bench cannot make it act."""

    def reset(self) -> None:
        """Bring the counterparties back to their healthy behaviour; what was observed goes to the log first."""
        moved = self.lsp.settings.location != 1
        ttl = self.lsp.settings.ttl
        self.zim.reset()
        self.uzi.reset()
        self.lsp.reset()
        if moved:  # until the SUT asks again, it looks for the ZIM where it was
            self.pass_time(ttl + 1.0)

    def stop(self) -> None:
        """End the counterparties."""
        self.zim.stop()
        self.lsp.stop()
        self.uzi.stop()
        self.loop.stop()


class EmbeddedWorld(World):
    """The reference XIS as SUT: free loopback ports and a virtual clock, for this worker alone."""

    clock: VirtualClock

    def __init__(
        self,
        profile: Profile,
        catalogue: Catalogue,
        recorder: Recorder,
        folder: RunFolder,
        pki: Path,
        type_: SystemType,
    ) -> None:
        super().__init__(profile, catalogue, recorder, VirtualClock())
        self.pki = Pki.load(pki)
        self._start_counterparties(Places(), {profile.sut.fqdn: "127.0.0.1"})
        self._work = folder.work / f"{recorder.log.writer}-{type_}"
        self._work.mkdir(mode=0o700, exist_ok=True)
        patients = self._work / "populatie.csv"
        write_csv(patients)
        self.population = Population.from_csv(patients)
        self._config = xis_config(
            profile,
            self.pki,
            Neighbours(self.lsp.dns_address, self.lsp.ntp_address, self.zim.address, self.uzi.url),
            users=[
                {
                    "sleutel": p.key,
                    "uzi_nummer": p.uzi_nummer,
                    "rollen": list(p.roles),
                    "lsp": p.lsp,
                    "wachtwoord": PASSWORD,
                }
                for p in PERSONS.values()
            ],
            patients=patients,
            store=self._work / "opslag",
        )
        self._starts = 0
        self._defects: tuple[str, ...] = ()
        self._start_xis()

    def _start_xis(self) -> None:
        self._starts += 1
        self.xis = ReferenceXis(self._config, self._work, f"xis-{self._starts}")
        self.upper = self._adapter = HttpUpperTester(self.xis.upper_tester, EMBEDDED_SECONDS, ReferenceXisFault)
        self.timekeeper = Timekeeper(self.clock, self._set_sut_clock)
        self._set_sut_clock(self.clock.now())

    def _set_sut_clock(self, moment: float) -> float | None:
        due = self.upper.perform("klok.set", moment=moment).data.get("volgende")
        return None if due is None else float(due)

    @property
    def sut_address(self) -> tuple[str, int]:
        host, _, port = self.xis.tls.rpartition(":")
        return host, int(port)

    def pass_time(self, seconds: float, step: float | None = None) -> None:
        self.timekeeper.advance(seconds, step)

    def wait_until(self, moment: float) -> None:
        self.timekeeper.advance(max(0.0, moment - self.clock.now()))

    def use_defects(self, names: tuple[str, ...]) -> None:
        self._defects = names
        self._adapter.set_defects(names)
        self.lsp.journal.clear()  # as after a restart: what was asked before is known no more

    def store_of(self, place: str) -> Path:
        return self._work / "opslag" / STORE[place]

    def reset(self) -> None:
        super().reset()
        if self.xis.is_alive:  # users, configuration and tokens that a scenario changed are as delivered again
            self._adapter.set_defects(self._defects)

    def revive(self) -> None:
        if not self.xis.is_alive:
            self.xis.stop()
            self._start_xis()

    def stop(self) -> None:
        self.xis.stop()
        super().stop()


class ForeignWorld(World):
    """A SUT of a supplier: the addresses and the PKI of its profile, the real clock, one scenario at a time."""

    def __init__(self, profile: Profile, catalogue: Catalogue, recorder: Recorder) -> None:
        super().__init__(profile, catalogue, recorder, Clock())
        self.pki = Pki.load(profile.pki)
        self._start_counterparties(Places.of(profile), own_name(profile))
        self.asked_since = self.clock.now() + self.lsp.settings.ttl
        """From when on every address that the SUT uses must have been asked for in sight of the bench."""
        adapter = profile.upper_tester
        self.upper = HttpUpperTester(adapter.url, adapter.seconden) if adapter else AbsentUpperTester()
        patients = profile.pki / PATIENTS
        if not patients.exists():
            write_csv(patients, 9_000)
        self.population = Population.from_csv(patients, profile.pki / "gebruikte-patienten.txt")

    def pass_time(self, seconds: float, step: float | None = None) -> None:
        if not self.profile.tijd.echt_wachten:
            super().pass_time(seconds)
        print(f"           er wordt {seconds:.0f} seconden echt gewacht", flush=True)
        threading.Event().wait(seconds)

    def await_names(self) -> None:
        super().await_names()
        left = self.asked_since - self.clock.now()
        if left > 0:
            print(f"           er wordt {left:.0f} seconden gewacht, tot eerdere antwoorden verlopen zijn", flush=True)
            self.wait_until(self.asked_since)

    def move_zim(self, location: int) -> None:
        if not self.profile.tijd.echt_wachten:
            self.pass_time(self.lsp.settings.ttl)
        super().move_zim(location)

    def watch(self) -> None:
        if self.profile.upper_tester is not None:
            return
        seconds = self.profile.observatie.seconden
        host, port = self.zim.address
        print(
            f"Laat het systeem nu berichten sturen naar de ZIM op {host}:{port}; er wordt {seconds:.0f} s gekeken.",
            flush=True,
        )
        deadline = self.clock.now() + seconds
        while (left := deadline - self.clock.now()) > 0:
            seen = len(self.zim.journal.connections)
            self.zim.journal.wait_for(partial(_more_connections, seen), left)
            print(
                f"  {len(self.zim.journal.connections)} verbinding(en), {len(self.zim.journal.messages)} bericht(en)",
                flush=True,
            )
        self.zim.flush()


def _more_connections(seen: int, journal: Journal) -> bool:
    return len(journal.connections) > seen


def build(profile: Profile, catalogue: Catalogue, recorder: Recorder, folder: RunFolder, pki: Path | None) -> World:
    """Start the world of this worker: embedded where a PKI of the run is given, else that of the profile."""
    os.umask(0o077)
    if pki is not None:
        return EmbeddedWorld(profile, catalogue, recorder, folder, pki, profile.pics.type)
    return ForeignWorld(profile, catalogue, recorder)
