"""The probe against servers of OpenSSL and GnuTLS: facts and verdicts, setting by setting."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from catalogue import Ncsc, load
from simulators.clock import Clock
from simulators.journal import Journal
from simulators.loop import LoopThread
from simulators.tls import Identity
from tests.tls_bench.servers import available, listed, running
from tests.tls_bench.settings import SETTINGS, Setting
from tests.tls_pki import TestCa
from toetsbank.rulings import server
from toetsbank.tls_probe import ServerFacts, Target, choose, probe
from toetsbank.tls_probe.facts import Choice

NAME = "zim.toetsbank.test"
NCSC = load().ncsc


@dataclass(frozen=True)
class Found:
    """What the probe made of one server."""

    facts: ServerFacts
    weakest_first: Choice
    journal: Journal


@dataclass(frozen=True)
class Bench:
    """Certificates, and what was found out, by the name of the setting."""

    identity: Identity
    ca: TestCa
    found: dict[str, Found]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Run every server that is installed, and probe them all at the same time."""
    folder = tmp_path_factory.mktemp("bench")
    ca = TestCa(folder, "ca")
    with_rsa = ca.issue("zim", key=rsa.generate_private_key(65537, 2048))
    with_ecdsa = ca.issue("ecdsa", dns=NAME)
    identity = ca.issue("xis")
    loop, clock = LoopThread("bench"), Clock()
    settings = tuple(setting for setting in SETTINGS if available(setting.program))

    def look(address: tuple[str, int]) -> Found:
        journal = Journal("bench")
        target = Target(*address, NAME, loop, clock, journal, identity, trust=(ca.file,))
        facts = probe(target)
        version = "TLS 1.2" if "TLS 1.2" in facts.accepted_versions else facts.accepted_versions[0]
        offered = server.weakest_first(version, facts.suites_of(version), NCSC)
        return Found(facts, choose(target, version, offered), journal)

    with running(settings, with_rsa, with_ecdsa, ca.file) as addresses, ThreadPoolExecutor(len(settings)) as pool:
        yield Bench(identity, ca, dict(zip(addresses, pool.map(look, addresses.values()), strict=True)))
    loop.stop()


@pytest.fixture(params=SETTINGS, ids=lambda setting: setting.name)
def setting(request: pytest.FixtureRequest) -> Setting:
    """One row of the table."""
    row: Setting = request.param
    if not available(row.program):
        pytest.skip(f"{row.program} is not installed (Debian: gnutls-bin), so its servers were not probed")
    return row


@pytest.fixture
def found(bench: Bench, setting: Setting) -> Found:
    """What was found out about the server of that row."""
    return bench.found[setting.name]


def test_versions(setting: Setting, found: Found) -> None:
    assert found.facts.accepted_versions == setting.versions
    assert [tried.accepted for tried in found.facts.versions].count(None) == 0
    assert found.facts.highest is not None
    assert found.facts.highest.chosen == setting.versions[-1]


def test_suites(setting: Setting, found: Found) -> None:
    accepted = {suites.version: frozenset(suites.accepted) for suites in found.facts.suites}
    assert {version: accepted[version] for version in setting.suites} == setting.suites
    assert accepted == {version: listed(setting, version) for version in setting.versions}
    assert [suites.said for suites in found.facts.suites if not suites.complete] == []


def test_whose_order_counts(setting: Setting, found: Found) -> None:
    assert found.facts.preferences[0].by == (setting.order or None)


def test_client_certificate(setting: Setting, found: Found, bench: Bench) -> None:
    asked = found.facts.client_certificates
    assert {one.version: one.demand for one in asked} == dict.fromkeys(setting.versions, setting.demand)
    names = None if setting.demand == "none" else (bench.ca.name.rfc4514_string(),)
    assert {one.ca_names for one in asked} == {names}


def test_renegotiation(setting: Setting, found: Found) -> None:
    renegotiation = found.facts.renegotiation
    assert (None if renegotiation is None else (renegotiation.secure, renegotiation.by_client)) == setting.renegotiates


def test_resumption_and_compression(setting: Setting, found: Found) -> None:
    assert {one.version: one.means for one in found.facts.resumptions} == setting.resumes
    assert [one.resumed for one in found.facts.resumptions] == [bool(means) for means in setting.resumes.values()]
    assert found.facts.compression is False


def test_certificates(setting: Setting, found: Found) -> None:
    leaf = found.facts.certificates[0]
    kind = "EC" if setting.ecdsa else "RSA"
    assert leaf.key_type == kind
    assert leaf.dns_names == (NAME,)
    assert found.facts.trusted is not None
    assert found.facts.trusted.trusted is True


def test_verdicts(setting: Setting, found: Found) -> None:
    facts, judged = found.facts, setting.judged
    assert server.no_lower_version(facts).satisfied is judged.no_lower
    assert server.speaks_allowed_version(facts).satisfied is (setting.versions[-1] >= "TLS 1.2")
    assert {suites.version: server.suites_level(suites, NCSC).rank for suites in facts.suites} == judged.good
    accepted = facts.suites_of(found.weakest_first.version)
    assert server.strongest_chosen(found.weakest_first, accepted, NCSC).satisfied is judged.strongest
    required = {server.asks_certificate(one).satisfied for one in facts.client_certificates}
    assert required == {True if setting.demand == "required" else None}
    assert server.renegotiates_securely(facts).satisfied is judged.secure
    assert server.hardened(facts, NCSC).satisfied is judged.hardened


def test_every_number_is_a_connection_in_the_journal(found: Found) -> None:
    ended = {connection.number for connection in found.journal.connections if connection.ended is not None}
    facts = found.facts
    numbers = {number for one in facts.versions for number in one.observations}
    numbers |= {number for suites in facts.suites for number in suites.observations}
    numbers |= {number for asked in facts.client_certificates for number in asked.observations}
    numbers |= {number for resumption in facts.resumptions for number in resumption.observations}
    assert numbers <= ended
    assert len(ended) == len(found.journal.connections)


def test_what_the_table_covers() -> None:
    assert len(SETTINGS) >= 16
    assert {setting.demand for setting in SETTINGS} == {"none", "optional", "required"}
    assert isinstance(NCSC, Ncsc)
