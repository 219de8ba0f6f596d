"""What shows only in a whole handshake: client certificate, renegotiation, resumption, the chain and its trust."""

from dataclasses import replace

from protocol.tls.messages import TLS13
from simulators.calling import HttpConnection
from simulators.connections import certificate_facts
from simulators.observations import CertificateFacts
from simulators.tls import TlsSettings
from toetsbank.tls_probe.choices import offer
from toetsbank.tls_probe.facts import ClientCertificate, Means, Renegotiation, Resumption, Trusted
from toetsbank.tls_probe.target import VERSIONS, Target, settings, talk

_WITHOUT_CERTIFICATE = frozenset({40, 41, 42, 49, 116})
"""Alerts that mean: handshake_failure, no_certificate, bad_certificate, access_denied, certificate_required."""


def client_certificate(target: Target, version: str) -> ClientCertificate:
    """Find out whether a client is asked for a certificate and can do without.

    In TLS 1.3 a server refuses only after the handshake of the client, so a request is sent and its answer awaited.
    A refusal counts if a client that shows ``target.identity`` is served, or if its alert says so itself.
    """
    without = talk(target, settings(version, None))
    seen, failure = without.seen, without.failure
    found = ClientCertificate(
        version,
        None,
        seen.ca_names if seen.certificate_requested else None,
        without.answered if seen.handshake_completed else None,
        without.said,
        (seen.number,),
    )
    if not seen.certificate_requested:
        return replace(found, demand="none" if seen.handshake_completed else None)
    # Before TLS 1.3 the server's Finished comes after its judgement; a server without HTTP may say nothing more.
    content = VERSIONS[version] < TLS13 and failure is not None and failure.how == "time-out"
    if seen.handshake_completed and (without.answered or content):
        return replace(found, demand="optional")
    if target.identity is None:
        by_alert = failure is not None and failure.alert in _WITHOUT_CERTIFICATE
        return replace(found, demand="required" if by_alert else None)
    shown = talk(target, settings(version, target.identity))
    numbers = (*found.observations, shown.seen.number)
    if shown.answered:
        return replace(found, demand="required", observations=numbers)
    said = f"zonder certificaat: {without.said}; met certificaat {target.identity.name}: {shown.said}"
    return replace(found, said=said, observations=numbers)


def renegotiation(target: Target, version: str) -> Renegotiation:
    """Find out whether the server knows RFC 5746, and whether a client that asks for new keys gets them.

    A refusal counts only if the same client, when it does not ask, is served.
    """
    reply = offer(target, [version])
    secure = None if reply.hello is None else reply.hello.secure_renegotiation
    as_usual = settings(version, target.identity)
    asked = talk(target, as_usual, before=HttpConnection.refresh_keys)
    renewed = any(renewal.by == "bank" for renewal in asked.seen.refreshes)
    numbers: tuple[int, ...] = (reply.observation, asked.seen.number)
    if renewed:
        return Renegotiation(version, secure, True, "heronderhandeld", numbers)
    twin = talk(target, as_usual)
    numbers += (twin.seen.number,)
    if twin.answered and asked.seen.handshake_completed:
        return Renegotiation(version, secure, False, asked.said, numbers)
    return Renegotiation(version, secure, None, twin.said, numbers)


def resumption(target: Target, version: str) -> Resumption:
    """Find out whether a session can be resumed on a second connection, and by what means.

    Before TLS 1.3 there are two: a ticket, and an identifier for a client that takes no tickets.
    """
    usual = settings(version, target.identity)
    if VERSIONS[version] >= TLS13:
        return _resumed(target, version, usual, "psk")
    by_ticket = _resumed(target, version, usual, "ticket")
    by_id = _resumed(target, version, replace(usual, takes_tickets=False), "id")
    found = [one.resumed for one in (by_ticket, by_id)]
    return Resumption(
        version,
        True if True in found else None if None in found else False,
        by_ticket.means + by_id.means,
        by_ticket.said if by_ticket.said == by_id.said else f"{by_ticket.said}; {by_id.said}",
        by_ticket.observations + by_id.observations,
    )


def certificates(target: Target, version: str) -> tuple[CertificateFacts, ...]:
    """Return the chain that the server shows, leaf first; what cannot be read is left out."""
    if VERSIONS[version] < TLS13:
        reply = offer(target, [version])
        chain = () if reply.trace is None else reply.trace.received_chain
        return tuple(facts for facts in map(certificate_facts, chain) if facts is not None)
    return talk(target, settings(version, None)).seen.sut_certificates


def trusted(target: Target, version: str) -> Trusted:
    """Hold the chain of the server against ``target.trust`` and its name against ``target.server_name``."""
    strict = replace(
        settings(version, target.identity),
        trust=target.trust,
        crls=target.crls,
        peer_certificate="required",
        check_name=True,
    )
    found = talk(target, strict)
    if found.failure is not None and found.failure.how in ("certificate-refused", "revoked", "name-mismatch"):
        return Trusted(False, found.said, (found.seen.number,))
    return Trusted(True if found.seen.handshake_completed else None, found.said, (found.seen.number,))


def _resumed(target: Target, version: str, own: TlsSettings, means: Means) -> Resumption:
    """Try one means; who gets no ticket although he takes them has only the identifier, which is tried apart."""
    first = talk(target, own)
    numbers: tuple[int, ...] = (first.seen.number,)
    if not first.answered:
        return Resumption(version, None, (), first.said, numbers)
    got_ticket = first.session is not None and first.session.session.has_ticket
    if first.session is None or got_ticket is (means == "id"):
        return Resumption(version, False, (), f"{means}: niet gegeven", numbers)
    second = talk(target, own, session=first.session)
    numbers += (second.seen.number,)
    if not second.answered:
        return Resumption(version, None, (), second.said, numbers)
    if not second.seen.resumed:
        return Resumption(version, False, (), f"{means}: een volledige handshake", numbers)
    return Resumption(version, True, (means,), f"{means}: hervat", numbers)
