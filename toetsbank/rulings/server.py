"""What the texts say of a TLS server of the SUT, from what a probe found out; pure functions of those facts.

Source: GBX.CON.e4060.2, GBX.CON.e4090.2, GBX.CON.e4100 and SYS.BVL.e4065 with INT-25, INT-51, INT-52, INT-55, INT-58.
Ratings from catalogue/ncsc.toml. What could not be found out decides nothing.
"""

from collections.abc import Collection, Iterable, Sequence

from catalogue import Level, Ncsc
from reports.verdicts import Ground
from toetsbank.rulings.base import Ruling, under
from toetsbank.rulings.tls import AS_LISTED, BY_ALGORITHM, LOWEST_ALLOWED, key_bits
from toetsbank.tls_probe.facts import AcceptedSuites, Choice, ClientCertificate, ServerFacts, TriedVersion
from toetsbank.tls_probe.target import VERSIONS

_LOWEST = VERSIONS[LOWEST_ALLOWED]
_BROKEN = ("_NULL_", "_anon_", "_EXPORT", "_RC4_", "_RC2_", "_DES_", "_DES40_", "_MD5_")
"""Parts of names of suites without encryption or authentication, or with an algorithm that can be broken."""


def no_lower_version(facts: ServerFacts) -> Ruling:
    """No version below TLS 1.2 comes about (GBX.CON.e4060.2; INT-57)."""
    lower = [tried for tried in facts.versions if VERSIONS[tried.version] < _LOWEST]
    taken = [tried for tried in lower if tried.accepted]
    sure = facts.reachable and all(tried.accepted is False for tried in lower) and bool(lower)
    return Ruling(
        False if taken else True if sure else None,
        f"niets lager dan {LOWEST_ALLOWED}",
        _listed(tried.version for tried in taken) if taken else _attempts(lower),
        _numbers(taken or lower),
    )


def speaks_allowed_version(facts: ServerFacts) -> Ruling:
    """TLS 1.2, or else TLS 1.3, comes about (GBX.CON.e4060.2; INT-58); the ZIM may offer TLS 1.2 only."""
    allowed = [tried for tried in facts.versions if VERSIONS[tried.version] >= _LOWEST]
    taken = [tried.version for tried in allowed if tried.accepted]
    refused = facts.reachable and bool(allowed) and all(tried.accepted is False for tried in allowed)
    without_12 = any(tried.accepted is False for tried in allowed if tried.version == LOWEST_ALLOWED)
    ruling = Ruling(
        True if taken else False if refused else None,
        "TLS 1.2, of anders TLS 1.3",
        _listed(facts.accepted_versions) or _attempts(allowed),
        _numbers(allowed),
        ("TLS 1.2 komt niet tot stand; een ZIM die alleen TLS 1.2 kent kan niet verbinden.",)
        if taken and without_12
        else (),
    )
    return under("INT-58", ruling, a=bool(taken), b=bool(taken) and not without_12)


def highest_version(facts: ServerFacts) -> Ruling:
    """Of all versions on offer the highest that the SUT takes is chosen (GBX.CON.e4060.2; INT-58)."""
    chosen = facts.highest
    allowed = [version for version in facts.accepted_versions if VERSIONS[version] >= _LOWEST]
    highest = max(allowed, key=VERSIONS.__getitem__, default="")
    return Ruling(
        None if chosen is None or chosen.chosen is None or not highest else chosen.chosen == highest,
        highest or "de hoogste versie die mag",
        "geen keuze" if chosen is None else chosen.chosen or chosen.said,
        () if chosen is None else chosen.observations,
    )


def suites_level(found: AcceptedSuites, ncsc: Ncsc) -> Ruling:
    """Every suite that comes about in a version is at least *goed* (GBX.CON.e4090.2, item 3; INT-51)."""
    good = {edition: _all_good(found, edition, ncsc) for edition in ncsc.edities}
    # An incomplete list can show a weak suite; that there is none it cannot show.
    known = found.complete and bool(found.accepted)
    ruling = Ruling(
        True if known or not any(good.values()) else None,
        "alleen suites die het NCSC minstens goed noemt",
        _suites(found, ncsc),
        found.observations,
        () if found.complete else (f"Niet alle suites zijn bekend: {found.said}.",),
    )
    return under("INT-51", ruling, a=good[BY_ALGORITHM], b=good[AS_LISTED])


def weakest_first(version: str, suites: Iterable[str], ncsc: Ncsc) -> tuple[str, ...]:
    """Return suites with the weakest ones of edition 2.1 in front: the offer for ``strongest_chosen``."""
    number = VERSIONS[version]
    return tuple(sorted(suites, key=lambda suite: (ncsc.level(BY_ALGORITHM, suite, number), key_bits(suite))))


def strongest_chosen(choice: Choice, accepted: Collection[str], ncsc: Ncsc) -> Ruling:
    """Of suites that the SUT takes, offered in any order, one of the highest level is chosen (GBX.CON.e4090.2; INT-52).

    The stricter reading wants the longest key within that level. Decides nothing where all are of one level.
    """
    number = VERSIONS[choice.version]
    shared = [suite for suite in choice.offered if suite in accepted]
    expected = "een suite van het hoogste niveau dat beide kennen"
    if choice.chosen is None or choice.chosen not in shared:
        return under("INT-52", Ruling(None, expected, choice.said, choice.observations))
    levels = {edition: {suite: ncsc.level(edition, suite, number) for suite in shared} for edition in ncsc.edities}
    tops = {edition: [s for s in shared if of[s] == max(of.values())] for edition, of in levels.items()}
    weaker = [edition for edition, top in tops.items() if choice.chosen not in top]
    longest = any(choice.chosen in top and key_bits(choice.chosen) == max(map(key_bits, top)) for top in tops.values())
    ruling = Ruling(
        True if all(len(set(of.values())) > 1 for of in levels.values()) else None,
        expected,
        f"{choice.chosen} uit {len(shared)} gedeelde",
        choice.observations,
        (f"Onder NCSC {_listed(weaker)} was een sterkere suite dan {choice.chosen} gedeeld.",) if weaker else (),
    )
    return under("INT-52", ruling, a=len(weaker) < len(ncsc.edities), b=longest)


def asks_certificate(found: ClientCertificate) -> Ruling:
    """A client without a certificate is refused (GBX.CON.e4090.2, item 1).

    Only a refusal decides: a server may ask for the certificate when it knows what is wanted of it, or refuse in HTTP
    or SOAP. Then a message without a certificate has to show it.
    """
    said = {"required": "geweigerd zonder certificaat", "optional": "gevraagd, niet geëist", "none": "niet gevraagd"}
    return Ruling(
        True if found.demand == "required" else None,
        "geen toegang zonder clientcertificaat",
        f"{found.version}: {said.get(found.demand or '', 'niet te zeggen')} ({found.said})",
        found.observations,
    )


def names_known_authorities(found: ClientCertificate, in_use: Collection[str], own: Collection[str]) -> Ruling:
    """The CertificateRequest names no CA outside the chains in use, or outside the own one (GBX.CON.e4100; INT-25).

    Names are those of RFC 4514; ``in_use`` are the CAs of every generation on offer, ``own`` those of the SUT's chain.
    """
    foreign = [name for name in found.ca_names or () if name not in in_use]
    ruling = Ruling(
        True if found.ca_names else None,
        f"alleen autoriteiten uit de ketens van servercertificaten die in omloop zijn: {_common_names(in_use)}",
        f"{found.version}: ook {'; '.join(foreign)}" if foreign else _authorities(found),
        found.observations,
    )
    return under("INT-25", ruling, a=not foreign, b=all(name in own for name in found.ca_names or ()))


def _common_names(names: Collection[str]) -> str:
    return ", ".join(sorted({name.partition(",")[0].removeprefix("CN=") for name in names}))


def names_root(found: ClientCertificate, roots: Collection[str]) -> Ruling:
    """The CertificateRequest names the root (GBX.CON.e4100); TLS 1.3 need not carry a list at all (INT-55)."""
    absent = found.version == "TLS 1.3" and found.ca_names == ()
    named = any(name in roots for name in found.ca_names or ())
    ruling = Ruling(
        None if found.ca_names is None else True,
        "het stamcertificaat van de keten",
        _authorities(found),
        found.observations,
        ("In TLS 1.3 is geen lijst van autoriteiten meegestuurd.",) if absent else (),
    )
    return under("INT-55", ruling, a=named or absent, b=named)


def renegotiates_securely(facts: ServerFacts) -> Ruling:
    """A client that asks for renegotiation gets it by RFC 5746 or not at all; decides nothing without renegotiation."""
    found = facts.renegotiation
    expected = "heronderhandeling alleen volgens RFC 5746"
    if found is None or not found.by_client or found.secure is None:
        said = "bestaat niet in TLS 1.3" if found is None else found.said
        return Ruling(None, expected, said, () if found is None else found.observations)
    return Ruling(
        found.secure,
        expected,
        f"{found.version}: {'met' if found.secure else 'zonder'} RFC 5746",
        found.observations,
        ground=Ground.STANDAARD,
        source="RFC 5746",
    )


def hardened(facts: ServerFacts, ncsc: Ncsc) -> Ruling:
    """No setting of the port leaves it without protection (SYS.BVL.e4065): insufficient in every edition, and broken.

    What is weaker than *goed* without being broken is a finding: the text allows what the system needs.
    """
    sure = facts.reachable and all(tried.accepted is not None for tried in facts.versions)
    sure = sure and all(found.complete for found in facts.suites)
    bad = _insufficient(facts, ncsc)
    return Ruling(
        False if bad else True if sure else None,
        "geen gebroken versie, suite of heronderhandeling en geen compressie",
        _listed(bad) if bad else _listed(facts.accepted_versions) or _attempts(facts.versions),
        (*_numbers(facts.versions), *(number for found in facts.suites for number in found.observations)),
        _weak(facts, ncsc),
        ground=Ground.STANDAARD,
        source="NCSC, ICT-beveiligingsrichtlijnen voor Transport Layer Security",
    )


def _insufficient(facts: ServerFacts, ncsc: Ncsc) -> tuple[str, ...]:
    found = []
    for version in facts.accepted_versions:
        number = VERSIONS[version]
        if max(ncsc.version_level(edition, number) for edition in ncsc.edities) == Level.ONVOLDOENDE:
            found.append(version)
        found.extend(f"{suite} in {version}" for suite in facts.suites_of(version) if _is_broken(suite, number, ncsc))
    renegotiation = facts.renegotiation
    if renegotiation is not None and renegotiation.by_client and renegotiation.secure is False:
        found.append("heronderhandeling zonder RFC 5746")
    if facts.compression:
        found.append("TLS-compressie")
    return tuple(found)


def _weak(facts: ServerFacts, ncsc: Ncsc) -> tuple[str, ...]:
    found = []
    for version in facts.accepted_versions:
        number = VERSIONS[version]
        level = max(ncsc.version_level(edition, number) for edition in ncsc.edities)
        if Level.ONVOLDOENDE < level < Level.VOLDOENDE:
            found.append(f"{version} is {level.label}.")
        for suite in facts.suites_of(version):
            level = ncsc.best_level(suite, number)
            if level < Level.GOED and not _is_broken(suite, number, ncsc):
                found.append(f"{suite} in {version} is {level.label}.")
    return tuple(found)


def _is_broken(suite: str, version: int, ncsc: Ncsc) -> bool:
    """What no edition lists counts as insufficient there; that alone does not make it unsafe."""
    return ncsc.best_level(suite, version) == Level.ONVOLDOENDE and any(part in f"{suite}_" for part in _BROKEN)


def _all_good(found: AcceptedSuites, edition: str, ncsc: Ncsc) -> bool:
    number = VERSIONS[found.version]
    return all(ncsc.level(edition, s, number) >= Level.GOED or ncsc.disputed(edition, s) for s in found.accepted)


def _suites(found: AcceptedSuites, ncsc: Ncsc) -> str:
    number = VERSIONS[found.version]
    weak = [suite for suite in found.accepted if ncsc.best_level(suite, number) < Level.GOED]
    told = f"{found.version}: {len(found.accepted)} suites"
    return f"{told}, waarvan onder goed in elke editie: {_listed(weak)}" if weak else told


def _authorities(found: ClientCertificate) -> str:
    if found.ca_names is None:
        return f"{found.version}: geen CertificateRequest ({found.said})"
    return f"{found.version}: {'; '.join(found.ca_names) or 'geen autoriteit genoemd'}"


def _attempts(tried: Iterable[TriedVersion]) -> str:
    return "; ".join(f"{attempt.version}: {attempt.said}" for attempt in tried)


def _numbers(tried: Iterable[TriedVersion]) -> tuple[int, ...]:
    return tuple(number for attempt in tried for number in attempt.observations)


def _listed(names: Sequence[str] | Iterable[str]) -> str:
    return ", ".join(names)
