"""What the texts say of connections that the ZIM opens to the SUT; pure functions of what came of them.

Source: GBX.CON.e4070.2, GBX.CON.e4090.2, GBX.CON.e4100 and GBX.CON.e4110.2 with INT-23 to INT-25 and INT-51 to INT-55.
What a probe of the server finds out is judged in ``toetsbank.rulings.server``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from catalogue import Ncsc
from reports.verdicts import Ground
from simulators.clock import at_least
from simulators.observations import CertificateFacts, ConnectionObservation
from toetsbank.acts import Act
from toetsbank.inbound_acts import REFUSING, Contact, LongUse, Rest
from toetsbank.profile import Profile
from toetsbank.rulings import tls
from toetsbank.rulings.base import Ruling, under
from toetsbank.rulings.tls import key_bits
from toetsbank.tls_probe.facts import Choice, ClientCertificate
from toetsbank.tls_probe.target import VERSIONS

_CERTIFICATE_ALERTS = frozenset({43, 44, 45, 46, 48})
"""Alerts that refuse a certificate: unsupported, revoked, expired, unknown, of an unknown CA."""
_BAD_CERTIFICATE = 42
"""The alert for anything else about a certificate, such as its host name or a weak hash, that is for other clauses."""
_NO_RENEGOTIATION = 100
_STRONG = ("256", "384", "512")


def ended_by_sut(contact: Contact) -> bool:
    """Tell whether the SUT ended it at the right place: after the client had its say, and without an answer."""
    connection = contact.connection
    said = connection.certificate_sent if connection.bench_certificate else connection.certificate_requested
    ours = any(alert.by == "bank" and alert.level == "fatal" for alert in connection.alerts)
    return said and not contact.answered and not ours and _by_sut(connection)


def honoured(contact: Contact) -> Ruling:
    """The SUT accepts a TLS session that the ZIM opens (GBX.CON.e4090.2, opening words; GBX.CON.e4070.2, item 1)."""
    refused = not contact.answered and _by_sut(contact.connection) and _reached(contact.connection)
    return Ruling(
        True if contact.accepted else False if refused else None,
        "een TLS-sessie op verzoek van de ZIM",
        f"{contact.connection.version or 'geen TLS-sessie'}, {contact.said}",
        (contact.connection.number,),
    )


def refused(planted: Contact, valid: Sequence[Contact], ground: Ground, source: str) -> Ruling:
    """A client that is not the ZIM is refused, between twins that are let in (GBX.CON.e4090.2, item 1; INT-49).

    Refused is: ended by the SUT after it had the certificate and before an answer, or answered with what servers say
    to a client that they refuse. A server that fails or falls silent decides nothing.
    """
    shown = planted.connection.bench_certificate or "geen certificaat"
    ruling = Ruling(
        None,
        f"weigering van een client met {shown}",
        planted.said,
        tuple(contact.connection.number for contact in (*valid, planted)),
        ground=ground,
        source=source,
    )
    turned_away = [contact for contact in valid if not contact.accepted]
    if turned_away:
        said = f"de ZIM met haar eigen certificaat werd ook geweigerd ({turned_away[0].said})"
        return replace(ruling, observed=said)
    if not planted.answered:
        return replace(ruling, satisfied=True) if ended_by_sut(planted) else ruling
    unserved = [contact for contact in valid if not contact.served]
    if unserved:
        said = f"{planted.said}, maar ook de ZIM zelf werd niet bediend ({unserved[0].said})"
        return replace(ruling, observed=said)
    message, twin = planted.message, valid[0].message
    assert message is not None
    assert twin is not None
    if message.status in REFUSING:
        note = f"De TLS-sessie kwam tot stand; de weigering was HTTP {message.status}."
        return replace(ruling, satisfied=True, findings=(note,))
    if message.answer.startswith("SOAP-fault") and not twin.answer.startswith("SOAP-fault"):
        note = f"De TLS-sessie kwam tot stand; de weigering was {message.answer}."
        return replace(ruling, satisfied=True, findings=(note,))
    return replace(ruling, satisfied=False) if planted.served else ruling


def shows_certificate(connection: ConnectionObservation, profile: Profile) -> Ruling:
    """The GBx shows its own server certificate, one that the ZIM can trust (GBX.CON.e4090.2, item 1; INT-35)."""
    ruling = tls.shows_certificate(connection, profile)
    by_us = {alert.number: alert.name for alert in connection.alerts if alert.by == "bank"}
    refused = sorted(by_us.keys() & {*_CERTIFICATE_ALERTS, _BAD_CERTIFICATE}, reverse=True)
    if not connection.sut_certificates:
        return replace(ruling, satisfied=None, observed="geen certificaat gezien")
    if refused and ruling.satisfied:
        wrong = None if refused[0] == _BAD_CERTIFICATE else False
        return replace(ruling, satisfied=wrong, observed=f"{ruling.observed}, geweigerd: {by_us[refused[0]]}")
    leaf = connection.sut_certificates[0]
    other = profile.sut.fqdn not in leaf.dns_names
    note = f"Het certificaat noemt {', '.join(leaf.dns_names) or 'geen hostnaam'}, niet {profile.sut.fqdn}."
    return replace(ruling, findings=(note,)) if other else ruling


def renews(before: Contact, after: Contact, other: Contact | None = None) -> Ruling:
    """The SUT goes along when the ZIM renews the keys of a connection in use (GBX.CON.e4090.2, item 2; INT-23, INT-24).

    ``other`` is the same in TLS 1.3, where renewal is KeyUpdate: a SUT that goes along there can refuse to renegotiate
    in TLS 1.2, which the ZIM then does not need.
    """
    ruling = Ruling(
        None,
        "nieuwe sleutels op de lopende verbinding, en een antwoord daarna",
        f"{after.connection.version}: {after.said}",
        (after.connection.number,),
    )
    if not before.answered:
        return replace(ruling, observed=f"vóór de vernieuwing kwam al geen antwoord ({before.said})")
    if after.answered:
        renewed = [r.means for r in after.connection.refreshes if r.by == "bank"]
        return replace(ruling, satisfied=True, observed=f"{renewed[-1]}, {after.said}") if renewed else ruling
    declined = any(a.by == "sut" and a.number == _NO_RENEGOTIATION for a in after.connection.alerts)
    if not (declined or _by_sut(after.connection)):
        return ruling
    if other is not None and other.answered and any(r.means == "KeyUpdate" for r in other.connection.refreshes):
        note = "In TLS 1.2 weigert het GBx heronderhandeling; in TLS 1.3 vernieuwt het sleutels met KeyUpdate."
        return replace(ruling, satisfied=True, findings=(note,))
    return replace(ruling, satisfied=False)


def known_suite(contact: Contact, everything: Choice | None) -> Ruling:
    """The suite that comes about is one the ZIM knows (GBX.CON.e4090.2, item 3, "tevens").

    ``everything`` is what the SUT chose when every suite there is was on offer; asked only where nothing came about.
    """
    connection = contact.connection
    ruling = Ruling(None, "een suite die ook de ZIM kent", connection.suite or contact.said, (connection.number,))
    if connection.suite is not None:
        return replace(ruling, satisfied=connection.suite in connection.bench_suites)
    if everything is None or everything.chosen is None or everything.chosen in connection.bench_suites:
        return ruling
    said = f"geen suite die de ZIM kent ({contact.said}), wel {everything.chosen}"
    return replace(ruling, satisfied=False, observed=said)


def strongest(choice: Choice, accepted: Collection[str], ncsc: Ncsc) -> Ruling:
    """Of what the ZIM offers, weakest first, the SUT picks one of the highest level it takes (INT-24, INT-52).

    ``accepted`` are all suites that it takes. The stricter reading wants the longest key within that level.
    """
    number = VERSIONS[choice.version]
    shared = [suite for suite in choice.offered if suite in accepted]
    ruling = Ruling(None, "een suite van het hoogste niveau dat het GBx aanneemt", choice.said, choice.observations)
    if choice.chosen is None or choice.chosen not in shared:
        return under("INT-52", ruling)
    levels = {edition: {suite: ncsc.level(edition, suite, number) for suite in shared} for edition in ncsc.edities}
    tops = [[suite for suite in shared if of[suite] == max(of.values())] for of in levels.values()]
    strong = any(choice.chosen in top for top in tops)
    longest = any(choice.chosen in top and key_bits(choice.chosen) == max(map(key_bits, top)) for top in tops)
    said = f"{choice.version}: {choice.chosen}, uit {len(choice.offered)} aangeboden en {len(shared)} die het aanneemt"
    return under("INT-52", replace(ruling, satisfied=strong, observed=said), a=strong, b=longest)


def unused_connection(rest: Rest, limit: float) -> Ruling:
    """Nothing is answered on a connection that was unused for longer than ``limit`` seconds (INT-53, every reading)."""
    before, after = rest.before.message, rest.after.message
    idle = (
        0.0 if before is None or before.answered is None or after is None else at_least(before.answered, after.started)
    )
    kept = rest.after.answered and idle > limit
    ruling = Ruling(
        (not kept if idle > limit else None)
        if rest.after.answered
        else True
        if _by_sut(rest.after.connection)
        else None,
        f"over een verbinding die meer dan {limit:.0f} s stil lag antwoordt het GBx niet meer",
        f"na {idle:.0f} s: {rest.after.said}",
        (rest.after.connection.number,),
    )
    return under("INT-53", ruling, a=not kept, b=not kept, c=not kept)


def unused_session(rest: Rest, limit: float) -> Ruling:
    """A session that was unused for longer than ``limit`` seconds is not taken up (INT-53; debatable)."""
    expected = f"een TLS-sessie die meer dan {limit:.0f} s stil lag is niet te hervatten"
    if rest.resumed is None:
        said = "het GBx gaf de ZIM geen sessie-id of ticket, dus niets om te hervatten"
        return under("INT-53", Ruling(True, expected, said, (rest.before.connection.number,)), a=True, b=True, c=True)
    found = tls.resumption(rest.resumed.connection, limit)
    if rest.resumed.connection.resumed and rest.resumed.answered:
        return found
    said = f"geen hervatting ({rest.resumed.said})"
    return under("INT-53", replace(found, satisfied=True, observed=said), a=True, b=True, c=True)


def whole_connection(use: LongUse, limit: float, pause: float) -> Ruling:
    """No answer on a connection that is older than ``limit`` seconds (GBX.CON.e4090.2, item 4; INT-53)."""
    over = use.lasted > limit
    early = use.lasted < limit - 2 * pause
    ruling = Ruling(
        False if over else True if not use.ended.answered and _by_sut(use.ended.connection) else None,
        f"hoogstens {limit:.0f} s in gebruik",
        f"{use.lasted:.0f} s in gebruik; daarna {use.ended.said}",
        (use.ended.connection.number,),
        (f"Het GBx beëindigde de verbinding na {use.lasted:.0f} s gebruik zelf.",) if early and not over else (),
    )
    return under("INT-53", ruling, a=not over, b=not over, c=not over)


def whole_session(use: LongUse, limit: float) -> Ruling:
    """A session older than ``limit`` seconds is not taken up, however often it was used (INT-53; debatable)."""
    young = use.resumed_for <= limit
    said = f"nog hervat na {use.resumed_for:.0f} s" if use.resumed_for else "geen hervatting"
    numbers = tuple(contact.connection.number for contact in use.resumptions[-2:]) or (use.first.connection.number,)
    ruling = Ruling(young, f"geen hervatting na meer dan {limit:.0f} s", said, numbers)
    return under("INT-53", ruling, a=young, b=True, c=young)


def chain_above(shown: Sequence[CertificateFacts], issuers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the CAs above the certificate that was shown, root last, by subject and issuer of each CA."""
    chain = [shown[0].issuer] if shown else []
    while chain and (above := issuers.get(chain[-1])) is not None and above != chain[-1]:
        chain.append(above)
    return tuple(chain)


def authorities(contact: Contact) -> ClientCertificate:
    """Return what the CertificateRequest of a connection named, as a probe would tell it."""
    connection = contact.connection
    names = connection.ca_names if connection.certificate_requested else None
    return ClientCertificate(connection.version or "geen TLS", None, names, None, contact.said, (connection.number,))


def supported(candidates: Iterable[Contact], others: Iterable[Contact]) -> Ruling:
    """Every certificate of the ZIM that is valid works, whichever tree it hangs in (GBX.CON.e4110.2; INT-54).

    ``others`` are contacts with other certificates: where one is served, a refusal is due to the certificate.
    """
    tried = tuple(candidates)
    everything = (*tried, *others)
    wrong = [contact for contact in tried if not contact.accepted]
    said = ", ".join(f"{contact.connection.bench_certificate}: {contact.said}" for contact in wrong or tried)
    is_up = any(contact.accepted for contact in everything)
    blamed = [c for c in wrong if ended_by_sut(c) or (c.message is not None and c.message.status in REFUSING)]
    return Ruling(
        True if not wrong else False if is_up and blamed else None,
        "elk geldig servercertificaat van de ZIM wordt aanvaard",
        said,
        tuple(contact.connection.number for contact in wrong or tried),
    )


def supported_as_client(act: Act) -> Ruling:
    """A query succeeds at a ZIM with another valid server certificate (GBX.CON.e4110.2; INT-54)."""
    refused = [c for c in act.connections if c.certificate_sent and not c.requests and _by_sut(c)]
    said = "; ".join(act.result.shown) or "niets getoond"
    return Ruling(
        True if act.succeeded else False if refused else None,
        "een geslaagde opvraag bij een ZIM met een ander geldig servercertificaat",
        f"gelukt met {act.connections[-1].bench_certificate}" if act.succeeded and act.connections else said,
        tuple(connection.number for connection in act.connections),
    )


def certificate_hash(connection: ConnectionObservation) -> Ruling:
    """The certificates that the GBx shows are signed with SHA-256, or stronger (GBX.CON.e4110.2; INT-54)."""
    shown = [c for c in connection.sut_certificates if c.subject != c.issuer]
    hashes = [certificate.signature_hash.upper().replace("-", "") for certificate in shown]
    strong = all(found.startswith("SHA") and found.endswith(_STRONG) for found in hashes)
    ruling = Ruling(
        strong if shown else None,
        "certificaten ondertekend met SHA-256 of sterker",
        ", ".join(f"{c.subject}: {c.signature_hash}" for c in shown) or "geen certificaat gezien",
        (connection.number,),
    )
    return under("INT-54", ruling, a=strong, b=all(found == "SHA256" for found in hashes))


def handshake_hash(connection: ConnectionObservation) -> Ruling:
    """The GBx signs handshakes with SHA-256, or stronger (GBX.CON.e4110.2, explanation; INT-54)."""
    scheme = connection.sut_signature
    strong = scheme.endswith(_STRONG) or scheme.startswith("ed")
    ruling = Ruling(
        strong if scheme else None,
        "handtekeningen met SHA-256 of sterker",
        f"{connection.version}: {scheme or 'geen handtekening'}",
        (connection.number,),
    )
    return under("INT-54", ruling, a=strong, b=scheme.endswith("256"))


def works_with_strong_hash(strong: Contact, mixed: Contact) -> Ruling:
    """A session comes about with a ZIM that signs with SHA-256 or stronger only (GBX.CON.e4110.2, explanation; INT-54).

    ``mixed`` is a ZIM that also takes SHA-1: where that one is served, the refusal of the other is due to the hash.
    """
    ruling = Ruling(
        None,
        "een TLS-sessie met handtekeningen van SHA-256 of sterker",
        f"zonder SHA-1: {strong.said}; met SHA-1: {mixed.said}",
        (strong.connection.number, mixed.connection.number),
    )
    if strong.accepted:
        return replace(ruling, satisfied=True)
    return replace(ruling, satisfied=False) if mixed.answered and _by_sut(strong.connection) else ruling


def _by_sut(connection: ConnectionObservation) -> bool:
    return connection.end_by == "sut" or any(alert.by == "sut" for alert in connection.alerts)


def _reached(connection: ConnectionObservation) -> bool:
    return connection.end_how != "geen verbinding"
