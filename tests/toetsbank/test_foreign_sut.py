"""A SUT that is not ours: openssl s_client and a curl script, at the fixed addresses and with the PKI of a profile."""

import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulators.uzi import Pki, SutNames

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0
QUERY = """<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body><QURX_IN990111NL xmlns="urn:hl7-org:v3"><id root="2.16.528.1.1007.3.3.90000123.12" extension="1"/>
<interactionId root="2.16.840.1.113883.1.6" extension="QURX_IN990111NL"/></QURX_IN990111NL></soap:Body>
</soap:Envelope>"""

Traffic = Callable[["Foreign"], None]


class Foreign:
    """A profile with free ports, and a PKI made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.zim, self.uzi = free_port(), free_port()
        self.profile = folder / "sut.toml"
        self.profile.write_text(
            'pki = "pki"\n[sut]\nproduct = "openssl"\n'
            "[pics]\nvoorwaarden = { opent_zelf_verbindingen = true, bereikbaar_voor_zim = false }\n"
            f"[tegenpartijen]\nzim_poort = {self.zim}\nuzi_poort = {self.uzi}\n[observatie]\nseconden = 3\n",
            encoding="utf-8",
        )
        self.pki = folder / "pki"
        Pki.create(self.pki, names=SutNames())

    def run(self, name: str, traffic: Traffic) -> dict[str, dict[str, Any]]:
        """Run the bench, send traffic when it says that it watches, and return the clauses of the report."""
        out = self.folder / name
        command = [sys.executable, "-m", "toetsbank", "run", "--profile", str(self.profile), "--out", str(out)]
        said = []
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen(command, cwd=ROOT, text=True, **output) as process:
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Foreign:
    return Foreign(tmp_path_factory.mktemp("vreemd"))


def good(sut: Foreign) -> None:
    sut.s_client("-tls1_2", *sut.identity)
    sut.s_client("-tls1_3", *sut.identity)


def bad(sut: Foreign) -> None:
    sut.s_client("-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384", *sut.identity)
    sut.s_client("-tls1_2")


def curl(sut: Foreign) -> None:
    address = f"zim.toetsbank.test:{sut.zim}"
    command = [
        *("curl", "-s", "-o", "/dev/null", "--resolve", f"{address}:127.0.0.1", *sut_files(sut)),
        *("-H", "Content-Type: text/xml; charset=utf-8", "--data-binary", QUERY),
        *("-H", 'SOAPAction: "urn:hl7-org:v3/VerstrekkingsLijstqueryBatch_QueryResponse"'),
        f"https://{address}/VerstrekkingsLijstqueryBatch",
    ]
    subprocess.run(command, timeout=10, check=True)


def sut_files(sut: Foreign) -> tuple[str, ...]:
    servers = sut.pki / "servers"
    trust = sut.pki / "vertrouwd" / "server-roots.pem"
    return ("--cert", f"{servers}/xis.pem", "--key", f"{servers}/xis.key", "--cacert", str(trust))


def watched(clause: dict[str, Any]) -> dict[str, Any]:
    """The judgement of the passive rule on a clause."""
    return next(check for check in clause["checks"] if check["rule"])


def test_versions_suites_and_certificates_twice_in_a_row(foreign: Foreign) -> None:
    first = foreign.run("een", good)
    for clause in ("/3", "/7", "/9"):
        assert watched(first[f"GBX.CON.e4080.5{clause}"])["population"] == [2, 2], clause
    needs_adapter = first["GBX.IDA.e4085.2/1"]
    assert needs_adapter["verdict"] == "niet te beslissen"
    assert "upper tester" in needs_adapter["reason"]
    again = foreign.run("twee", good)
    assert {id_: c["verdict"] for id_, c in again.items()} == {id_: c["verdict"] for id_, c in first.items()}


def test_a_weak_suite_fails_and_a_missing_certificate_is_not_taken_for_one(foreign: Foreign) -> None:
    clauses = foreign.run("drie", bad)
    assert clauses["GBX.CON.e4080.5/7"]["verdict"] == "voldoet niet"
    assert watched(clauses["GBX.CON.e4080.5/3"])["population"] == [1, 1]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_a_curl_script_as_xis(foreign: Foreign) -> None:
    clauses = foreign.run("vier", curl)
    for clause in ("/1", "/3", "/7", "/9"):
        assert watched(clauses[f"GBX.CON.e4080.5{clause}"])["verdict"] == "voldoet", clause
