"""A SUT that is not ours: openssl s_client and a curl script, at the fixed addresses and with the PKI of a profile."""

import shutil
import subprocess
from typing import Any

import pytest

from tests.toetsbank.foreign import Foreign

QUERY = """<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body><QURX_IN990111NL xmlns="urn:hl7-org:v3"><id root="2.16.528.1.1007.3.3.90000123.12" extension="1"/>
<interactionId root="2.16.840.1.113883.1.6" extension="QURX_IN990111NL"/></QURX_IN990111NL></soap:Body>
</soap:Envelope>"""


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
