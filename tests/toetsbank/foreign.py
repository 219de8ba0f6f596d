"""A SUT that is not ours, for tests: a profile with free ports and the certificates that all tests share."""

import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simulators.uzi import Pki
from toetsbank import profile as profile_
from toetsbank.population import PATIENTS, write_csv
from toetsbank.reference_xis import ReferenceXis
from toetsbank.upper_tester import HttpUpperTester
from toetsbank.world import PERSONS, PIN
from toetsbank.xis_config import Neighbours, xis_config

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0

Traffic = Callable[["Foreign"], None]


class Foreign:
    """A profile with free ports, and a copy of the certificates of a PKI."""

    def __init__(self, folder: Path, pki: Pki) -> None:
        self.folder = folder
        self.zim, self.uzi = free_port(), free_port()
        self.profile = folder / "sut.toml"
        self.profile.write_text(
            'pki = "pki"\n[sut]\nproduct = "openssl"\n'
            "[pics]\nvoorwaarden = { opent_zelf_verbindingen = true, bereikbaar_voor_zim = false }\n"
            f"[tegenpartijen]\nzim_poort = {self.zim}\nuzi_poort = {self.uzi}\n[observatie]\nseconden = 2\n",
            encoding="utf-8",
        )
        self.pki = shutil.copytree(pki.directory, folder / "pki")

    def add_adapter(self, url: str, seconds: float) -> None:
        """Name an upper tester in the profile, with a deadline."""
        with self.profile.open("a", encoding="utf-8") as file:
            file.write(f'[upper_tester]\nurl = "{url}"\nseconden = {seconds}\n')

    def run(self, name: str, traffic: Traffic, *words: str) -> dict[str, dict[str, Any]]:
        """Run the bench, send traffic when it says that it watches, and return the clauses of the report."""
        out = self.folder / name
        command = [sys.executable, "-m", "toetsbank", *words, "--profile", str(self.profile), "--out", str(out)]
        said = []
        with subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            killer = threading.Timer(DEADLINE, process.kill)
            killer.start()
            assert process.stdout is not None
            for line in process.stdout:
                said.append(line)
                if line.startswith("Laat het systeem"):
                    traffic(self)
            killer.cancel()
        assert process.returncode in (0, 1), "".join(said)
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        return {c["id"]: c for requirement in report["requirements"] for c in requirement["clauses"]}

    def s_client(self, *options: str) -> None:
        subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{self.zim}", "-servername", "zim.toetsbank.test", *options],
            input="Q\n",
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )

    @property
    def identity(self) -> tuple[str, ...]:
        return ("-cert", f"{self.pki}/servers/xis.pem", "-key", f"{self.pki}/servers/xis.key")


class ForeignXis(Foreign):
    """The reference XIS as the system of someone else: on its own clock, at its own address, started by its owner."""

    def __init__(self, folder: Path, pki: Pki) -> None:
        super().__init__(folder, pki)
        self.server, dns, ntp = free_port(), free_port(), free_port()
        own = (
            f'[sut]\nadres = "127.0.0.1:{self.server}"\nactor = "http://www.aortarelease.nl/actor/gbx"\n',
            f"[tegenpartijen]\ndns_poort = {dns}\nntp_poort = {ntp}\n",
            "bereikbaar_voor_zim = true",
        )
        text = self.profile.read_text(encoding="utf-8")
        for part, old in zip(own, ("[sut]\n", "[tegenpartijen]\n", "bereikbaar_voor_zim = false"), strict=True):
            text = text.replace(old, part)
        self.profile.write_text(text, encoding="utf-8")
        self._around = Neighbours(
            ("127.0.0.1", dns), ("127.0.0.1", ntp), ("127.0.0.1", self.zim), f"http://127.0.0.1:{self.uzi}"
        )
        self.xis = self._start()

    def _start(self) -> ReferenceXis:
        sut = profile_.load(self.profile)
        patients = self.pki / PATIENTS
        write_csv(patients, 100)
        config = xis_config(
            sut,
            Pki.load(self.pki),
            self._around,
            users=[
                {"sleutel": p.key, "uzi_nummer": p.uzi_nummer, "rollen": list(p.roles), "lsp": p.lsp}
                for p in PERSONS.values()
            ],
            patients=patients,
            store=self.folder / "opslag",
        )
        return ReferenceXis(config | {"klok": "echt", "tls_port": self.server}, self.folder, "xis")

    def use(self) -> None:
        """Do what a doctor does in a minute: log in, query, verify the connection, log out."""
        doctor = HttpUpperTester(self.xis.upper_tester, 10)
        session = doctor.perform("sessie.log_in", pas="arts-a/geldig", toegangscode=PIN).data["sessie"]
        last = (self.pki / PATIENTS).read_text(encoding="utf-8").splitlines()[-1]
        assert not doctor.perform("opvraag.start", sessie=session, bsn=last.partition(",")[0]).refused
        assert not doctor.perform("koppeling.verify", sessie=session, bestemming="zim").refused
        doctor.perform("sessie.log_out", sessie=session)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
