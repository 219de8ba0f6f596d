"""What the texts say of one TLS connection of a SUT with the ZIM; pure functions, for steps and passive rules alike.

Source: GBX.CON.e4080.5 with INT-23, INT-35 and INT-49 to INT-53; ratings from catalogue/ncsc.toml.
"""

from collections.abc import Iterable
from dataclasses import replace

from catalogue import Level, Ncsc
from catalogue.model import SystemType
from protocol.uzi import parse_uzi_name
from reports.verdicts import Ground
from simulators.observations import CertificateFacts, ConnectionObservation
from toetsbank.profile import Profile
from toetsbank.rulings.base import Ruling, under

VERSIONS = {"TLS 1.0": 0x0301, "TLS 1.1": 0x0302, "TLS 1.2": 0x0303, "TLS 1.3": 0x0304}


BY_ALGORITHM, AS_LISTED = "2.1", "2025-05"
"""The editions of the NCSC's guidelines behind the two readings of INT-51."""


LOWEST_ALLOWED = "TLS 1.2"


NO_CERTIFICATE = frozenset({40, 116})
"""Alerts with which a server refuses a client that showed no certificate: handshake_failure, certificate_required."""


def over_tls(connection: ConnectionObservation) -> Ruling:
    """Exchange goes over a TLS session that the GBx sets up (GBX.CON.e4080.5, opening words)."""
    said = "HTTP zonder TLS" if connection.clear_text else f"{connection.version or 'geen'}-sessie"
    applies = connection.clear_text or (connection.handshake_completed and connection.requests > 0)
    return Ruling(
        not connection.clear_text if applies else None,
        "een TLS-sessie die het GBx opzet",
        said,
        (connection.number,),
    )


def is_own_server_certificate(leaf: CertificateFacts, profile: Profile) -> bool:
    """Tell whether this is the server certificate of the GBx: UZI type S for a GBZ, else PKIoverheid (INT-35)."""
    if profile.pics.type is SystemType.GBZ:
        try:
            name = parse_uzi_name(leaf.uzi_name or "")
        except ValueError:
            return False
        return name.pastype == "S" and name.ura == profile.sut.ura
    return leaf.uzi_name is None and profile.sut.fqdn in leaf.dns_names


def refused_without_certificate(connection: ConnectionObservation) -> bool:
    """Tell whether the bench ended a handshake because the SUT showed no certificate."""
    by_us = {alert.number for alert in connection.alerts if alert.by == "bank"}
    return (
        connection.certificate_requested
        and connection.certificate_sent
        and not connection.sut_certificates
        and bool(by_us & NO_CERTIFICATE)
    )


def shows_certificate(connection: ConnectionObservation, profile: Profile) -> Ruling:
    """The GBx shows its own server certificate in the handshake (GBX.CON.e4080.5, item 1)."""
    if connection.sut_certificates:
        leaf = connection.sut_certificates[0]
        satisfied: bool | None = is_own_server_certificate(leaf, profile)
        observed = f"certificaat {leaf.subject} ({leaf.uzi_name or 'zonder UZI-naam'})"
    else:
        satisfied = False if refused_without_certificate(connection) else None
        observed = "geen certificaat, hoewel de ZIM erom vroeg"
    kind = "UZI-servercertificaat" if profile.pics.type is SystemType.GBZ else "PKIoverheid-servercertificaat"
    return Ruling(satisfied, f"het {kind} van {profile.sut.organisatie}", observed, (connection.number,))


def shows_certificate_at_laag(connection: ConnectionObservation, profile: Profile) -> Ruling:
    """The same at level laag, where the text can be read as binding a GBK only (INT-35)."""
    ruling = shows_certificate(connection, profile)
    shown = bool(ruling.satisfied)
    return under("INT-35", ruling, a=shown, b=shown or profile.pics.type is not SystemType.GBK)


def key_age(connection: ConnectionObservation, limit: float) -> Ruling:
    """No application data under keys older than ``limit`` seconds, whatever the means (INT-23).

    The stricter reading allows one means only, renegotiation, so that a session of TLS 1.3 may not live longer.
    """
    young = connection.oldest_key_age <= limit
    ruling = Ruling(
        young if connection.application_records else None,
        f"sleutels van hoogstens {limit:.0f} s",
        f"{connection.oldest_key_age:.0f} s bij record {connection.oldest_key_record}",
        (connection.number,),
    )
    return under(
        "INT-23", ruling, a=young, b=young and (connection.longest_use <= limit or connection.version != "TLS 1.3")
    )


def refresh_means(connection: ConnectionObservation, limit: float) -> Ruling:
    """A TLS 1.2 session used for more than ``limit`` seconds is refreshed by secure renegotiation (INT-23, INT-50)."""
    lived = connection.longest_use
    renegotiations = [r for r in connection.refreshes if r.means == "heronderhandeling"]
    ruling = Ruling(
        None,
        "veilige heronderhandeling (RFC 5746)",
        f"{connection.version}-sessie, {lived:.0f} s in gebruik, {len(renegotiations)} keer heronderhandeld",
        (connection.number,),
    )
    if connection.version != "TLS 1.2" or not connection.application_records:
        return ruling
    if renegotiations and not connection.secure_renegotiation:
        observed = f"{ruling.observed}, zonder RFC 5746"
        return replace(ruling, satisfied=False, observed=observed, ground=Ground.STANDAARD, source="RFC 5746")
    if lived <= limit:
        return ruling
    if renegotiations:
        return replace(ruling, satisfied=True)
    return replace(
        ruling, satisfied=True, findings=(f"De sleutels van een sessie van {lived:.0f} s zijn niet ververst.",)
    )


def suite_level(connection: ConnectionObservation, ncsc: Ncsc) -> Ruling:
    """The chosen suite is at least *goed*: by algorithm in edition 2.1, or as edition 2025-05 lists it (INT-51)."""
    expected = "een suite die het NCSC minstens goed noemt"
    if not connection.handshake_completed or connection.suite is None or connection.version is None:
        return under("INT-51", Ruling(None, expected, "geen TLS-sessie", (connection.number,)))
    version = VERSIONS[connection.version]
    ratings = {edition: ncsc.level(edition, connection.suite, version) for edition in ncsc.edities}
    good = {e: level >= Level.GOED or ncsc.disputed(e, connection.suite) for e, level in ratings.items()}
    said = ", ".join(f"{level.label} in {edition}" for edition, level in ratings.items())
    ruling = Ruling(True, expected, f"{connection.suite}: {said}", (connection.number,))
    return under("INT-51", ruling, a=good[BY_ALGORITHM], b=good[AS_LISTED])


def strongest_shared(connection: ConnectionObservation, ncsc: Ncsc) -> Ruling:
    """Of the shared suites one of the highest level was chosen; order within a level is free (INT-52).

    The stricter reading wants the longest key among those of that level. Decides nothing where the ZIM itself knew
    suites of one level only: then no choice of the GBx could be a weaker one.
    """
    expected = "een suite van het hoogste niveau dat beide kennen"
    if not connection.handshake_completed or connection.suite is None or connection.version is None:
        return under("INT-52", Ruling(None, expected, "geen TLS-sessie", (connection.number,)))
    version = VERSIONS[connection.version]
    usable = [suite for suite in connection.bench_suites if is_of(suite, version)]
    shared = [suite for suite in connection.offered_suites if suite in usable]
    known = {connection.suite, *shared}
    tops = {edition: _of_highest_level(known, edition, version, ncsc) for edition in ncsc.edities}
    weaker = [edition for edition, top in tops.items() if connection.suite not in top]
    longest = [
        edition
        for edition, top in tops.items()
        if edition not in weaker and key_bits(connection.suite) == max(map(key_bits, top))
    ]
    is_choice = all(len({ncsc.level(edition, s, version) for s in usable}) > 1 for edition in ncsc.edities)
    strong = len(weaker) < len(ncsc.edities)
    ruling = Ruling(
        strong if is_choice else None,
        expected,
        f"{connection.suite} uit {len(shared)} gedeelde",
        (connection.number,),
        (f"Onder NCSC {', '.join(weaker)} was een sterkere suite dan {connection.suite} gedeeld.",) if weaker else (),
    )
    return under("INT-52", ruling, a=strong, b=bool(longest))


def _of_highest_level(suites: Iterable[str], edition: str, version: int, ncsc: Ncsc) -> list[str]:
    levels = {suite: ncsc.level(edition, suite, version) for suite in suites}
    return [suite for suite, level in levels.items() if level == max(levels.values())]


def key_bits(suite: str) -> int:
    """Return the length of the encryption key by the name of a suite: 256 unless it says 128 or 3DES."""
    return 128 if "_128_" in suite else 112 if "_3DES_" in suite else 256


def is_of(suite: str, version: int) -> bool:
    """Tell whether a suite can be used in a version: TLS 1.3 has its own, TLS 1.1 only those with SHA-1 and CBC."""
    if version >= VERSIONS["TLS 1.3"]:
        return "_WITH_" not in suite
    return "_WITH_" in suite and (version >= VERSIONS["TLS 1.2"] or suite.endswith("_SHA"))


def highest_version(connection: ConnectionObservation, claimed: Iterable[str]) -> Ruling:
    """The highest allowed version that both support was chosen (GBX.CON.e4080.5; GBX.CON.e4060.2)."""
    sut = {v for v in (*claimed, *connection.offered_versions) if VERSIONS.get(v, 0) >= VERSIONS[LOWEST_ALLOWED]}
    shared = [v for v in sut if VERSIONS[v] <= VERSIONS.get(connection.bench_maximum_version, 0)]
    highest = max(shared, key=VERSIONS.__getitem__, default="geen TLS-sessie, want niets hogers dan TLS 1.1 is gedeeld")
    return Ruling(
        connection.version == highest if connection.handshake_completed else None,
        highest,
        connection.version or "geen TLS-sessie",
        (connection.number,),
    )


def idle(connection: ConnectionObservation, limit: float) -> Ruling:
    """No application data on a connection that was unused for longer than ``limit`` seconds (INT-53).

    Every reading forbids it: a connection that is used again is use of its session.
    """
    rested = connection.longest_idle <= limit
    ruling = Ruling(
        rested if connection.application_records else None,
        f"hoogstens {limit:.0f} s ongebruikt",
        f"{connection.longest_idle:.0f} s",
        (connection.number,),
    )
    return under("INT-53", ruling, a=rested, b=rested, c=rested)


def resumption(connection: ConnectionObservation, limit: float) -> Ruling:
    """No resumption of a session that was unused for longer than ``limit`` seconds (INT-53).

    Who reads "TLS-sessie" as the connection alone sees a new one here, so this can be debated.
    """
    age = connection.resumed_age
    fresh = age is not None and age <= limit
    ruling = Ruling(
        fresh if connection.resumed and age is not None else None,
        f"geen hervatting na meer dan {limit:.0f} s",
        "geen hervatting" if age is None else f"hervat na {age:.0f} s",
        (connection.number,),
    )
    return under("INT-53", ruling, a=fresh, b=True, c=fresh)
