"""Rules of chapter 2 that hold for every message: the application."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from simulators.observations import CertificateFacts, ConnectionObservation, MessageObservation
from toetsbank.passive.base import Context, Rule, Traffic
from toetsbank.profile import Profile
from toetsbank.rulings import inbound, separation, stack, tls, wsi
from toetsbank.rulings.base import Ruling

KEY_LIMIT = "systeem-max-sleutel-duur"


IDLE_LIMIT = "systeem-max-sessie-onbruik"
"""Names in catalogue/parameters.toml."""


def _each(judge: Callable[[ConnectionObservation, Context], Ruling]) -> Rule:
    return lambda traffic, context: ((id_, judge(c, context)) for id_, c in traffic.to_zim())


def _certificate_at(level: str, shown: Callable[[ConnectionObservation, Profile], Ruling]) -> Rule:
    """A connection whose messages tell no level can only speak for the SUT, never against it."""

    def rule(traffic: Traffic, context: Context) -> Iterator[tuple[str, Ruling]]:
        for id_, connection in traffic.to_zim():
            levels = traffic.levels(id_)
            ruling = shown(connection, context.profile)
            if level in levels:
                yield id_, ruling
            elif not levels and level == "midden":
                yield id_, ruling if ruling.satisfied else replace(ruling, satisfied=None)

    return rule


def _key_age(traffic: Traffic, context: Context) -> Iterator[tuple[str, Ruling]]:
    """Traffic that took less than the limit in all cannot show old keys, so it decides nothing."""
    limit = context.limit(KEY_LIMIT)
    for id_, connection in traffic.to_zim():
        ruling = tls.key_age(connection, limit)
        yield id_, ruling if traffic.lasted(id_) > limit else replace(ruling, satisfied=None)


def _idle(traffic: Traffic, context: Context) -> Iterator[tuple[str, Ruling]]:
    """Only a pause longer than the limit, with more traffic after it, shows what becomes of an unused connection."""
    limit = context.limit(IDLE_LIMIT)
    for id_, connection in traffic.to_zim():
        ruling = tls.idle(connection, limit)
        yield id_, ruling if traffic.paused(id_, connection) > limit else replace(ruling, satisfied=None)
        yield id_, tls.resumption(connection, limit)


def _highest_version(traffic: Traffic, context: Context) -> Iterator[tuple[str, Ruling]]:
    elsewhere = traffic.offered_versions()
    for id_, connection in traffic.to_zim():
        ruling = tls.highest_version(connection, context.profile.pics.tls_versies)
        higher = elsewhere - {*connection.offered_versions} if connection.handshake_completed else frozenset()
        noted = (f"Op andere verbindingen bood het GBx ook {', '.join(sorted(higher))} aan.",) if higher else ()
        yield id_, replace(ruling, findings=(*ruling.findings, *noted))


def _each_connection(judge: Callable[[ConnectionObservation], Ruling]) -> Rule:
    """Connections in both directions."""
    return lambda traffic, _context: ((id_, judge(c)) for id_, c in (*traffic.to_zim(), *traffic.from_zim()))


def _each_from_zim(judge: Callable[[ConnectionObservation, Context], Ruling]) -> Rule:
    return lambda traffic, context: ((id_, judge(c, context)) for id_, c in traffic.from_zim())


def _each_message(judge: Callable[[MessageObservation], Ruling]) -> Rule:
    """Whatever the SUT wrote to the ZIM: its requests, and its answers to messages of the ZIM."""
    return lambda traffic, _context: ((id_, judge(m)) for id_, m in traffic.messages() if m.simulator == "zim")


def _signing(judge: Callable[[MessageObservation, Sequence[CertificateFacts]], Ruling]) -> Rule:
    """What signs each message, held against every certificate that the SUT showed in TLS, in either direction."""

    def rule(traffic: Traffic, _context: Context) -> Iterator[tuple[str, Ruling]]:
        in_tls = separation.leaves_of(c for _, c in (*traffic.to_zim(), *traffic.from_zim()))
        for id_, message in traffic.messages():
            if message.simulator == "zim":
                yield id_, judge(message, in_tls)

    return rule


_SYSTEM_APART = (
    "ander servercertificaat om te waarmerken dan voor TLS, te zien aan wat het systeem zelf ondertekent",
    _signing(separation.system_apart),
)

RULES: Mapping[str, tuple[str, Rule]] = {
    "GBX.BVL.e4100.1/1": _SYSTEM_APART,
    "GBX.BVL.e4100.1/4": (
        "geen transactietoken ondertekend met het certificaat van TLS",
        _signing(separation.tokens_apart),
    ),
    "GBX.BVL.e4100.1/5": _SYSTEM_APART,
    "GBX.CON.e4070.2/2": ("elke uitwisseling van gebruikers over TLS", _each(lambda c, _: tls.over_tls(c))),
    "GBX.CON.e4080.5/1": ("elke uitwisseling over TLS", _each(lambda c, _: tls.over_tls(c))),
    "GBX.CON.e4080.5/3": (
        "eigen servercertificaat bij niveau midden",
        _certificate_at("midden", tls.shows_certificate),
    ),
    "GBX.CON.e4080.5/4": (
        "eigen servercertificaat bij niveau laag",
        _certificate_at("laag", tls.shows_certificate_at_laag),
    ),
    "GBX.CON.e4080.5/5": ("leeftijd van sleutels", _key_age),
    "GBX.CON.e4080.5/6": ("middel van verversen", _each(lambda c, x: tls.refresh_means(c, x.limit(KEY_LIMIT)))),
    "GBX.CON.e4080.5/7": ("niveau van de gekozen suite", _each(lambda c, x: tls.suite_level(c, x.catalogue.ncsc))),
    "GBX.CON.e4080.5/8": ("sterkste gedeelde suite", _each(lambda c, x: tls.strongest_shared(c, x.catalogue.ncsc))),
    "GBX.CON.e4080.5/9": ("hoogste gedeelde TLS-versie", _highest_version),
    "GBX.CON.e4080.5/10": ("ongebruikte verbindingen en hervatte sessies", _idle),
    "GBX.CON.e4090.2/1": ("TLS onder wat de ZIM stuurt", _each_from_zim(lambda c, _: tls.over_tls(c))),
    "GBX.CON.e4090.2/2": (
        "eigen servercertificaat aan de ZIM",
        _each_from_zim(lambda c, x: inbound.shows_certificate(c, x.profile)),
    ),
    "GBX.CON.e4090.2/5": (
        "niveau van de suite bij de ZIM",
        _each_from_zim(lambda c, x: tls.suite_level(c, x.catalogue.ncsc)),
    ),
    "GBX.CON.e4110.2/3": ("hash van de getoonde certificaten", _each_connection(inbound.certificate_hash)),
    "GBX.CON.e4110.2/5": ("hash van handtekeningen in TLS", _each_connection(inbound.handshake_hash)),
    "GBX.CON.e4060.2/1": ("HL7v3 in elk bericht", _each_message(stack.hl7v3)),
    "GBX.CON.e4060.2/2": ("SOAP 1.1 in elk bericht", _each_message(stack.soap11)),
    "GBX.CON.e4060.2/3": ("SAML 2.0 in elk bericht met een token", _each_message(stack.saml2)),
    "GBX.CON.e4060.2/4": ("HTTP 1.1 in elk bericht", _each_message(stack.http11)),
    "GBX.CON.e4060.2/5": ("TLS 1.2 of 1.3 onder elk bericht", _each_connection(stack.over_tls)),
    "GBX.CON.e4060.2/7": ("IPv4 onder elk bericht", _each_connection(stack.over_ipv4)),
    "GBX.CON.e4066/1": ("WS-I Basic Profile 1.0 in elk bericht", _each_message(wsi.profile)),
}
"""By clause: the name of the rule, and what it says of each observation it looks at."""
