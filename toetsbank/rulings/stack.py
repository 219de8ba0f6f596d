"""What the protocol stack asks of one message or connection of the SUT (GBX.CON.e4060.2; INT-56 to INT-58).

The named version must work and nothing lower may come about; a higher one is free, as long as it is not forced.
"""

from collections.abc import Iterable
from dataclasses import replace
from ipaddress import ip_address
from typing import Final

from catalogue import Level, Ncsc
from protocol.hl7.markup import NS as HL7_NS
from protocol.soap import ENVELOPE_NS
from protocol.wsi import SAML2_NS
from simulators.observations import ConnectionObservation, MessageObservation, NameObservation
from toetsbank.rulings.base import Ruling, under
from toetsbank.rulings.soap import answer_of
from toetsbank.rulings.tls import LOWEST_ALLOWED, VERSIONS
from toetsbank.rulings.wsi import has_content, is_soap
from toetsbank.tls_probe.facts import ServerFacts

TLS_1_2, TLS_1_3 = "TLS 1.2", "TLS 1.3"
HIGHER_SOAP: Final = "http://www.w3.org/2003/05/soap-envelope"
_SAML_ASSERTION: Final = f"2.0 {{{SAML2_NS}}}Assertion"


def hl7v3(message: MessageObservation) -> Ruling:
    """What stands in the Body is an HL7v3 message; a fault is of SOAP itself and decides nothing."""
    facts = message.envelope
    expected = "een HL7v3-bericht in de SOAP-Body"
    if facts is None or not is_soap(message) or facts.unreadable or facts.fault is not None:
        return Ruling(None, expected, answer_of(message), (message.number,))
    said = ", ".join(facts.body) or f"geen, in {facts.root}"
    return Ruling(all(name.startswith(f"{{{HL7_NS}}}") for name in facts.body or ("",)), expected, said, _of(message))


def soap11(message: MessageObservation) -> Ruling:
    """The envelope is one of SOAP 1.1. An answer in SOAP 1.2 decides nothing: the ZIM may have asked in it."""
    facts = message.envelope
    expected = "een envelop van SOAP 1.1"
    if facts is None or not is_soap(message) or facts.unreadable:
        return Ruling(None, expected, answer_of(message), _of(message))
    if facts.namespace == HIGHER_SOAP and message.sut_role == "ontvanger":
        return Ruling(None, expected, "een antwoord in SOAP 1.2", _of(message))
    return Ruling(facts.namespace == ENVELOPE_NS, expected, facts.root, _of(message))


def saml2(message: MessageObservation) -> Ruling:
    """The tokens of a message are SAML 2.0; that a message has one is asked elsewhere."""
    facts = message.envelope
    expected = "tokens die SAML 2.0-assertions zijn"
    if facts is None or message.sut_role != "afzender" or not facts.tokens:
        return Ruling(None, expected, "geen token", _of(message))
    said = ", ".join(facts.tokens)
    return Ruling(_SAML_ASSERTION in facts.tokens and not _other_saml(facts.tokens), expected, said, _of(message))


def _other_saml(tokens: tuple[str, ...]) -> list[str]:
    return [name for name in tokens if name.endswith("}Assertion") and name != _SAML_ASSERTION]


def http11(message: MessageObservation) -> Ruling:
    """What the SUT writes is HTTP 1.1; a refusal may be in the version of what it refuses."""
    wrote = message.http_version
    decides = bool(wrote) and (message.sut_role == "afzender" or has_content(message))
    lower = wrote.split(".") < ["1", "1"]
    return Ruling(not lower if decides else None, "HTTP 1.1", f"HTTP/{wrote}" if wrote else "geen HTTP", _of(message))


def over_tls(connection: ConnectionObservation) -> Ruling:
    """Messages go over TLS 1.2 or 1.3, whoever set up the connection."""
    carried = connection.requests > 0 or connection.clear_text
    said = "HTTP zonder TLS" if connection.clear_text else connection.version or "geen TLS"
    right = not connection.clear_text and VERSIONS.get(connection.version or "", 0) >= VERSIONS[LOWEST_ALLOWED]
    return Ruling(right if carried else None, "TLS 1.2 of TLS 1.3", said, (connection.number,))


def over_ipv4(connection: ConnectionObservation) -> Ruling:
    """Messages go over IPv4. IPv6 is a higher version, which may be offered too, and decides nothing (INT-57)."""
    version = ip_version(connection.peer)
    decides = connection.requests > 0 and version == 4
    noted = ("Er ging ook een bericht over IPv6; dat mag, zolang IPv4 ook werkt.",) if version == 6 else ()
    said = f"IPv{version} ({connection.peer})" if version else connection.peer
    return Ruling(True if decides else None, "IPv4", said, (connection.number,), noted)


def reaches_by_ipv4(
    connections: Iterable[ConnectionObservation], questions: Iterable[NameObservation], name: str
) -> Ruling:
    """A SUT that is to reach the ZIM does so over IPv4, the only version that the ZIM has here.

    Who asks the DNS for addresses of IPv6 alone, and then does not come, forces a higher version (INT-57).
    """
    seen = [c for c in connections if c.requests > 0 and ip_version(c.peer) == 4]
    asked = [q for q in questions if q.name.rstrip(".").lower() == name.lower()]
    only_6 = bool(asked) and all(q.type == "AAAA" for q in asked)
    said = f"een verbinding van {seen[0].peer}" if seen else "geen verbinding"
    kinds = ", ".join(dict.fromkeys(q.type for q in asked))
    return Ruling(
        True if seen else False if only_6 else None,
        "een verbinding over IPv4",
        f"{said}; aan het DNS gevraagd: {kinds or 'niets'}",
        tuple(c.number for c in seen) or tuple(q.number for q in asked),
    )


def ip_version(peer: str) -> int:
    """Return 4 or 6 for an address with a port, 0 for anything else."""
    host = peer.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).version
    except ValueError:
        return 0


def no_lower_http(message: MessageObservation) -> Ruling:
    """A request of the ZIM in HTTP 1.0 is not answered in HTTP 1.0.

    A server that answers it in HTTP 1.1 uses that version itself (RFC 2616, 3.1): in order, with a finding.
    """
    if message.status is None:
        return Ruling(True, "geen antwoord met inhoud in HTTP/1.0", answer_of(message), _of(message))
    content = has_content(message)
    ruling = Ruling(
        not content or message.http_version == "1.1",
        "geen antwoord met inhoud in HTTP/1.0",
        f"{answer_of(message)}, in HTTP/{message.http_version}",
        _of(message),
    )
    if content and ruling.satisfied:
        return replace(ruling, findings=("Het GBx verwerkt een verzoek in HTTP/1.0; zelf antwoordt het in HTTP/1.1.",))
    return ruling


def no_lower_soap(message: MessageObservation) -> Ruling:
    """A message in an envelope from before SOAP 1.1 is not answered with content."""
    return Ruling(not has_content(message), "geen antwoord met inhoud", answer_of(message), _of(message))


def version_advice(connection: ConnectionObservation, claimed: Iterable[str], ncsc: Ncsc) -> Ruling:
    """The SUT supports the TLS version that the NCSC calls best, where that can reasonably be; advice, so a finding."""
    known = known_versions(connection, claimed)
    return _advice(known, connection.handshake_completed, (connection.number,), ncsc)


def server_version_advice(facts: ServerFacts, ncsc: Ncsc) -> Ruling:
    """The same of the versions that the server of the SUT takes."""
    numbers = tuple(number for tried in facts.versions for number in tried.observations)
    return _advice(facts.accepted_versions, facts.reachable, numbers, ncsc)


def _advice(known: tuple[str, ...], decides: bool, observations: tuple[int, ...], ncsc: Ncsc) -> Ruling:
    good = [version for version in known if any(_level(ncsc, e, version) >= Level.GOED for e in ncsc.edities)]
    poor = [version for version in known if all(_level(ncsc, e, version) < Level.VOLDOENDE for e in ncsc.edities)]
    found = [] if good else ["Geen ondersteunde TLS-versie is goed volgens het NCSC."]
    found += [f"{version} is minder dan voldoende volgens het NCSC." for version in poor]
    said = ", ".join(known) or "geen TLS-versie"
    return Ruling(True if decides else None, "een TLS-versie die het NCSC goed noemt", said, observations, tuple(found))


def _level(ncsc: Ncsc, edition: str, version: str) -> Level:
    return ncsc.version_level(edition, VERSIONS.get(version, 0))


def supports_version(connections: Iterable[ConnectionObservation], claimed: Iterable[str]) -> Ruling:
    """The SUT as client supports TLS 1.2, or else TLS 1.3 (INT-58).

    What it offers shows what it can do only if something of it comes about.
    """
    seen = [c for c in connections if c.offered_versions]
    known = {version for c in seen for version in known_versions(c, claimed)} & {TLS_1_2, TLS_1_3}
    agreed = any(c.handshake_completed and c.version in known for c in seen)
    without = (
        () if TLS_1_2 in known or not known else ("TLS 1.2 wordt niet ondersteund; een ZIM kan alleen 1.2 bieden.",)
    )
    ruling = Ruling(
        True if agreed or (seen and not known) else None,
        "TLS 1.2, of anders TLS 1.3",
        ", ".join(sorted(known)) or f"aangeboden: {', '.join(sorted({v for c in seen for v in c.offered_versions}))}",
        tuple(c.number for c in seen),
        without,
    )
    return under("INT-58", ruling, a=bool(known), b=TLS_1_2 in known)


def known_versions(connection: ConnectionObservation, claimed: Iterable[str]) -> tuple[str, ...]:
    """Return the versions that the SUT as client supports by its ClientHello and, if it has any, by its profile."""
    offered = connection.offered_versions
    return tuple(version for version in offered if version in VERSIONS) or tuple(claimed)


def _of(message: MessageObservation) -> tuple[int, ...]:
    return (message.number,)
