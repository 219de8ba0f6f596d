"""A SUT that is not ours: openssl s_client and a curl script, at the fixed addresses and with the PKI of a profile."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from simulators.uzi import Pki
from tests.toetsbank.dossier.samples import Copy
from tests.toetsbank.foreign import Foreign, ForeignXis, free_port

Clauses = dict[str, dict[str, Any]]

QUERY = """<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body><QURX_IN990111NL xmlns="urn:hl7-org:v3"><id root="2.16.528.1.1007.3.3.90000123.12" extension="1"/>
<interactionId root="2.16.840.1.113883.1.6" extension="QURX_IN990111NL"/></QURX_IN990111NL></soap:Body>
</soap:Envelope>"""


ALIAS = "GBX.CON.e4080.5"
STORE = "SYS.BVL.e4010.1"
SELECTION = f"{STORE}/1 or {STORE}/3 or {ALIAS}/1 or {ALIAS}/3 or {ALIAS}/7 or {ALIAS}/9 or GBX.IDA.e4085.2/1"
CURL = shutil.which("curl")


def good(sut: Foreign) -> None:
    sut.s_client("-tls1_2", *sut.identity)
    sut.s_client("-tls1_3", *sut.identity)
    if CURL:
        curl(sut)


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


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> Foreign:
    sut = Foreign(tmp_path_factory.mktemp("vreemd"), pki)
    (sut.folder / "dossier").mkdir()
    form = Copy(sut.folder / "dossier")
    form.change(f"{STORE}/3", {"plaatsen": ["logs"], "uitslag": "stukken/zoekuitslag.json", "geldig_tot": date.max})
    return sut


@pytest.fixture(scope="module")
def first(foreign: Foreign) -> Clauses:
    return foreign.run("een", good, "run", "-m", SELECTION)


def test_versions_suites_and_certificates_are_seen(first: Clauses) -> None:
    seen = 3 if CURL else 2
    for clause in ("/3", "/7", "/9"):
        assert watched(first[f"{ALIAS}{clause}"])["population"] == [seen, seen], clause


def test_what_needs_an_adapter_is_undecided_with_the_reason(first: Clauses) -> None:
    needs_adapter = first["GBX.IDA.e4085.2/1"]
    assert needs_adapter["verdict"] == "niet te beslissen"
    assert "upper tester" in needs_adapter["reason"]


def test_store_that_the_bench_cannot_look_into_is_for_the_dossier(first: Clauses) -> None:
    without, with_form = first[f"{STORE}/1"], first[f"{STORE}/3"]
    assert without["verdict"] == "niet te beslissen"
    assert "Zoek daar met toetsbank zoek" in without["reason"]
    assert (with_form["verdict"], len(with_form["checks"])) == ("verklaard", 1)


@pytest.mark.skipif(CURL is None, reason="curl is not installed")
def test_a_curl_script_as_xis(first: Clauses) -> None:
    for clause in ("/1", "/3", "/7", "/9"):
        assert watched(first[f"{ALIAS}{clause}"])["verdict"] == "voldoet", clause


def test_watching_only_sees_the_same_and_leaves_the_adapter_alone(foreign: Foreign, first: Clauses) -> None:
    """Nobody listens at the adapter's address: whoever asked it would not get ready."""
    before = foreign.profile.read_text(encoding="utf-8")
    foreign.add_adapter(f"http://127.0.0.1:{free_port()}", 1)
    clauses = foreign.run("twee", good, "volg")
    foreign.profile.write_text(before, encoding="utf-8")
    for clause in ("/1", "/3", "/7", "/9"):
        seen, seen_before = (watched(found[f"{ALIAS}{clause}"]) for found in (clauses, first))
        assert (seen["verdict"], seen["population"]) == (seen_before["verdict"], seen_before["population"]), clause
    assert clauses["GBX.IDA.e4085.2/1"]["verdict"] == "niet getoetst"


def test_a_weak_suite_fails_and_a_missing_certificate_is_not_taken_for_one(foreign: Foreign) -> None:
    clauses = foreign.run("drie", bad, "run", "-m", f"{ALIAS}/3 or {ALIAS}/7")
    assert clauses[f"{ALIAS}/7"]["verdict"] == "voldoet niet"
    assert watched(clauses[f"{ALIAS}/3"])["population"] == [1, 1]


SERVER, CLIENT, HEADERS, SOAP = "GBX.CON.e4090.2", "GBX.CON.e4080.5", "GBX.CON.e4065", "GBX.CON.e4060.2"
IN_FULL = {f"{SERVER}/1", f"{SERVER}/2", "GBX.CON.e4100/1", "GBX.CON.e4110.2/3"}
IN_PART = {f"{CLIENT}/1", f"{CLIENT}/7", f"{HEADERS}/2", f"{SOAP}/1", f"{SOAP}/3", f"{SOAP}/5", f"{SOAP}/9"}
NEEDS_ADAPTER = {f"{CLIENT}/8", "GBX.IDA.e4085.2/1"}


@pytest.fixture(scope="module")
def xis(tmp_path_factory: pytest.TempPathFactory, pki: Pki) -> Iterator[ForeignXis]:
    sut = ForeignXis(tmp_path_factory.mktemp("vreemd-xis"), pki)
    yield sut
    sut.xis.stop()


def test_what_the_zim_drives_and_what_is_watched_is_decided_without_upper_tester(xis: ForeignXis) -> None:
    selection = " or ".join(sorted(IN_FULL | IN_PART | NEEDS_ADAPTER))
    clauses = xis.run("zonder", lambda _: xis.use(), "run", "-m", selection)
    met = {name for name, clause in clauses.items() if clause["verdict"] == "voldoet"}
    in_part = {name for name in met if clauses[name]["not_carried_out"]}
    assert (met - in_part, in_part) == (IN_FULL, IN_PART)
    assert {name for name, clause in clauses.items() if clause["verdict"] == "niet te beslissen"} == NEEDS_ADAPTER
    reason = clauses[f"{HEADERS}/2"]["reason"]
    assert reason.startswith(
        "Beslist op 4 scenario's. Niet uitgevoerd: 2 scenario's. Het profiel noemt geen upper tester"
    )
