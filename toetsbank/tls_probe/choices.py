"""What a server chooses from one ClientHello: versions, suites, whose order counts, compression."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from protocol.tls import offers
from protocol.tls.messages import version_name
from protocol.tls.suites import name_of
from simulators.offering import Reply
from toetsbank.tls_probe.facts import AcceptedSuites, Choice, ChosenVersion, Preference, TriedVersion
from toetsbank.tls_probe.target import VERSIONS, Target, ask, send

AT_ONCE = 100
"""Suites in one offer: servers of long ago read no more than 128."""

_PROTOCOL_VERSION = 70


def offer(target: Target, versions: Sequence[str], suites: Iterable[str] = ()) -> Reply:
    """Offer versions and suites (IANA names, in this order; none: the best known) and return what is made of that."""
    numbers = tuple(sorted((VERSIONS[version] for version in versions), reverse=True))
    wanted = offers.codes_of(suites) or tuple(code for number in numbers for code in offers.codes(number)[:AT_ONCE])
    return ask(target, numbers, dict.fromkeys(wanted))


def accepted_versions(target: Target, versions: Iterable[str] = tuple(VERSIONS)) -> tuple[TriedVersion, ...]:
    """Ask for each version alone; a version counts as taken only if the server chooses that very one.

    Refusals count only if afterwards the server still takes what it took before.
    """
    tried = [_try_version(target, version) for version in versions]
    taken = [attempt.version for attempt in tried if attempt.accepted]
    if taken and not _try_version(target, taken[-1]).accepted:
        said = f"niet te zeggen: de server nam daarna ook {taken[-1]} niet meer aan"
        return tuple(one if one.accepted else replace(one, accepted=None, said=said) for one in tried)
    return tuple(tried)


def choose_version(
    target: Target, versions: Iterable[str] = tuple(VERSIONS), suites: Iterable[str] = ()
) -> ChosenVersion:
    """Offer several versions at once, with suites for all (none: the best known), and return which is chosen."""
    offered = tuple(sorted(versions, key=VERSIONS.__getitem__, reverse=True))
    reply = offer(target, offered, suites)
    chosen = None if reply.version is None else version_name(reply.version)
    return ChosenVersion(offered, chosen, reply.said, (reply.observation,))


def accepted_suites(target: Target, version: str, suites: Iterable[str] = ()) -> AcceptedSuites:
    """Find every suite that is taken in a version (of ``suites``; none: of all that exist).

    What was chosen is taken off the list and the rest offered again, until the server refuses; then it must still take
    what it took first, or the list is not complete.
    """
    number = VERSIONS[version]
    left = list(offers.codes_of(suites) or offers.codes(number))
    found: list[int] = []
    seen: list[int] = []
    until = time.monotonic() + target.patience
    problem = ""
    while left and not problem:
        part = left[:AT_ONCE]
        reply = ask(target, (number,), part)
        seen.append(reply.observation)
        if reply.kind == "refused" or (reply.kind == "chosen" and reply.version != number):
            left = left[AT_ONCE:]
        elif reply.suite in part:
            found.append(reply.suite)
            left.remove(reply.suite)
        else:
            problem = reply.said if reply.suite is None else f"koos {name_of(reply.suite)}, dat niet aangeboden was"
        if left and not problem and time.monotonic() > until:
            problem = f"na {target.patience:g} seconden was nog niet alles gevraagd"
    if found and not problem:
        again = ask(target, (number,), found[:1])
        seen.append(again.observation)
        if again.suite != found[0]:
            problem = f"de server nam daarna ook {name_of(found[0])} niet meer aan: {again.said}"
    return AcceptedSuites(version, tuple(map(name_of, found)), not problem, problem, tuple(seen))


def choose(target: Target, version: str, suites: Sequence[str]) -> Choice:
    """Offer exactly these suites in this order and return which one the server chooses."""
    reply = ask(target, (VERSIONS[version],), offers.codes_of(suites))
    chosen = None if reply.suite is None or reply.version != VERSIONS[version] else name_of(reply.suite)
    return Choice(version, tuple(suites), chosen, reply.said, (reply.observation,))


def preference(target: Target, version: str, suites: Sequence[str]) -> Preference:
    """Find out whose order counts, by offering suites that the server takes in two opposite orders."""
    if len(suites) < 2:
        return Preference(version, None, ())
    choices = choose(target, version, suites), choose(target, version, suites[::-1])
    first, second = (choice.chosen for choice in choices)
    if first is None or second is None:
        return Preference(version, None, choices)
    by_client = (first, second) == (suites[0], suites[-1])
    return Preference(version, "client" if by_client else "server", choices)


def compression(target: Target, version: str) -> bool | None:
    """Tell whether TLS compression is taken in a version; None if the server chose nothing."""
    every = offers.codes(VERSIONS[version])[:AT_ONCE]
    made = offers.Offer((VERSIONS[version],), every, target.server_name, (offers.DEFLATE, offers.NO_COMPRESSION))
    reply = send(target, made)
    return None if reply.hello is None else reply.hello.compression == offers.DEFLATE


def _try_version(target: Target, version: str) -> TriedVersion:
    number = VERSIONS[version]
    every, seen, said = offers.codes(number), [], ""
    for start in range(0, len(every), AT_ONCE):
        reply = ask(target, (number,), every[start : start + AT_ONCE])
        seen.append(reply.observation)
        said = reply.said
        if reply.kind == "chosen" and reply.version is not None:
            same = reply.version == number
            return TriedVersion(version, same, f"koos {version_name(reply.version)}", tuple(seen))
        if reply.kind != "refused":
            return TriedVersion(version, None, said, tuple(seen))
        if reply.alert == _PROTOCOL_VERSION:
            break
    return TriedVersion(version, False, said, tuple(seen))
