"""Rules of chapter 1 that hold for every message: names, and the kind of certificate."""

from collections.abc import Callable, Iterator, Mapping

from simulators.observations import ConnectionObservation, MessageObservation, NameObservation
from toetsbank.passive.base import Context, Rule, Traffic
from toetsbank.profile import Profile
from toetsbank.rulings import authors, names
from toetsbank.rulings.base import Ruling
from toetsbank.rulings.server_certificate import is_of_its_kind

TTL = "dns-ttl-zim"
"""Name in catalogue/parameters.toml."""

Questions = tuple[NameObservation, ...]


def _named(judge: Callable[[ConnectionObservation, Questions, str, float], Ruling]) -> Rule:
    """A SUT that has the names from elsewhere, as its profile says, shows nothing here."""

    def rule(traffic: Traffic, context: Context) -> Iterator[tuple[str, Ruling]]:
        if not (traffic.has_names or context.profile.tegenpartijen.dns_poort):
            return
        name = context.profile.tegenpartijen.zim_naam
        for id_, connection in traffic.to_zim():
            since = traffic.first_seen(id_) + context.limit(TTL)
            yield id_, judge(connection, traffic.asked(id_, connection, name), name, since)

    return rule


def _kind(traffic: Traffic, context: Context) -> Iterator[tuple[str, Ruling]]:
    for connections in (traffic.to_zim(), traffic.from_zim()):
        for id_, connection in connections:
            yield id_, is_of_its_kind(connection, context.profile.pics.type)


def _author(judge: Callable[[MessageObservation, Profile], Ruling]) -> Rule:
    return lambda traffic, context: ((id_, judge(m, context.profile)) for id_, m in traffic.messages())


RULES: Mapping[str, tuple[str, Rule]] = {
    "GBX.BVL.e4050.1/6": ("UZI-nummer van auteur en pas", _author(lambda m, _: authors.author_number(m))),
    "GBX.BVL.e4050.1/7": ("rolcode van auteur en pas", _author(lambda m, _: authors.author_role(m))),
    "GBX.BVL.e4050.1/11": (
        "URA van auteur, verantwoordelijke en instelling",
        _author(lambda m, profile: authors.same_organisation(m, profile.sut.ura)),
    ),
    "GBX.BVL.e4080/1": ("soort van het servercertificaat", _kind),
    "GBX.BVL.e4080/2": ("soort van het servercertificaat", _kind),
    "GBX.CON.e4020/4": (
        "het adres van de ZIM komt uit het DNS",
        _named(lambda c, asked, name, since: names.by_name(c, asked, name, since=since)),
    ),
    "GBX.CON.e4020/5": (
        "geen adres voorbij zijn TTL",
        _named(lambda c, asked, name, _: names.obeys_ttl(c, asked, name)),
    ),
    "GBX.CON.e4020/8": (
        "geen verbinding voordat naar de naam gevraagd is",
        _named(lambda c, asked, name, since: names.never_fixed(c, asked, name, since=since)),
    ),
}
"""By clause: the name of the rule, and what it says of each observation it looks at."""
