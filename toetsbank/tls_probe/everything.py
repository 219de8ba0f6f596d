"""All questions to a server, one after another."""

from collections.abc import Iterable
from dataclasses import replace

from protocol.tls import offers
from protocol.tls.messages import TLS13
from toetsbank.tls_probe.choices import accepted_suites, accepted_versions, choose_version, compression, preference
from toetsbank.tls_probe.facts import ServerFacts
from toetsbank.tls_probe.handshakes import certificates, client_certificate, renegotiation, resumption, trusted
from toetsbank.tls_probe.target import VERSIONS, Target


def probe(target: Target, versions: Iterable[str] = tuple(VERSIONS)) -> ServerFacts:
    """Find out everything; some forty connections for a server of one or two versions."""
    tried = accepted_versions(target, versions)
    taken = [attempt.version for attempt in tried if attempt.accepted]
    facts = ServerFacts(f"{target.host}:{target.port}", target.server_name, tried)
    if not taken:
        return facts
    suites = tuple(accepted_suites(target, version) for version in taken)
    older = [version for version in taken if VERSIONS[version] < TLS13]
    # OpenSSL has no SSL 3.0 any more, so no handshake in it can be finished.
    whole = [version for version in taken if VERSIONS[version] > offers.SSL3]
    renewable = [version for version in whole if version in older]
    return replace(
        facts,
        highest=choose_version(target, suites=[suite for found in suites for suite in found.accepted]),
        suites=suites,
        preferences=tuple(preference(target, found.version, found.accepted) for found in suites),
        client_certificates=tuple(client_certificate(target, version) for version in whole),
        renegotiation=renegotiation(target, renewable[-1]) if renewable else None,
        compression=compression(target, older[-1]) if older else False,
        resumptions=tuple(resumption(target, version) for version in whole),
        certificates=certificates(target, taken[-1]),
        trusted=trusted(target, taken[-1]) if target.trust else None,
    )
