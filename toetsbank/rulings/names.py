"""What the texts say of names and of the time: pure functions over questions to the LSP and connections with the ZIM.

Source: the requirements on IP and DNS and on the clock (chapter 1), with INT-60. They hold for a SUT that is set to use
the bench's DNS, which alone knows the names of the test; whoever calls them sees to that.
"""

from collections.abc import Iterable, Sequence

from protocol.clock_offset import Outcome
from reports.verdicts import Ground
from simulators.clock import Moment, at_least
from simulators.observations import ConnectionObservation, NameObservation
from toetsbank.rulings.base import Ruling

SLACK = 2.0
"""Seconds between the use of an address and the connection, and the rounding of a TTL to whole seconds (aanname)."""
ALWAYS = float("-inf")
"""The DNS was looked at before the SUT could ask anything."""


def by_name(
    connection: ConnectionObservation, questions: Iterable[NameObservation], name: str, *, since: float = ALWAYS
) -> Ruling:
    """The ZIM is reached at an address that the DNS gave for its name (second paragraph of the text).

    Until ``since`` the SUT can have used an answer from before the DNS was looked at: then no question proves nothing.
    """
    answers = _answers(connection, questions, name)
    given = [answer for answer in answers if _host(connection.reached) in answer.addresses]
    if given:
        observed = f"{_host(connection.reached)}, gevraagd als {name}"
    elif answers:
        observed = f"{_host(connection.reached)}, terwijl het DNS {', '.join(answers[-1].addresses)} gaf"
    else:
        observed = f"{_host(connection.reached)} zonder vraag naar {name}"
    is_known = bool(answers) or connection.opened.low > since
    return Ruling(
        bool(given) if _is_to_zim(connection) and is_known else None,
        f"een adres dat het DNS voor {name} gaf",
        observed,
        (connection.number, *(answer.number for answer in given[-1:])),
    )


def never_fixed(
    connection: ConnectionObservation, questions: Iterable[NameObservation], name: str, *, since: float = ALWAYS
) -> Ruling:
    """A connection is not set up before its name was asked for, and names no address (second list, FQDN only).

    ``since`` as in ``by_name``.
    """
    answers = _answers(connection, questions, name)
    has_asked = bool(answers)
    shown = connection.server_name or ""
    names_address = shown.replace(".", "").isdigit()
    if names_address:
        observed = f"de servernaam {shown} in TLS"
    elif has_asked:
        observed = f"een verbinding na een vraag naar {name}"
    else:
        observed = f"een verbinding met {_host(connection.reached)} zonder dat {name} ooit gevraagd was"
    decides = _is_to_zim(connection) and (has_asked or names_address or connection.opened.low > since)
    return Ruling(
        has_asked and not names_address if decides else None,
        f"de ZIM alleen aangesproken als {name}",
        observed,
        (connection.number, *(answer.number for answer in answers[-1:])),
    )


def obeys_ttl(connection: ConnectionObservation, questions: Iterable[NameObservation], name: str) -> Ruling:
    """The address is not older than the TTL of the answer it came in (second list, item 1).

    Decides nothing for a connection that no expired address could have been used for.
    """
    answers = [a for a in _answers(connection, questions, name) if _host(connection.reached) in a.addresses]
    ages = [(at_least(answer.moment, connection.opened), answer) for answer in answers]
    fresh = [answer for age, answer in ages if age <= (answer.ttl or 0) + SLACK]
    is_test = len(fresh) < len(ages)
    latest = min(ages, key=lambda pair: pair[0], default=None)
    if latest is None or not _is_to_zim(connection):
        return Ruling(None, "een adres binnen zijn TTL", f"geen vraag naar {name}", (connection.number,))
    age, answer = latest
    return Ruling(
        bool(fresh) if is_test else None,
        f"een verbinding met een adres dat het DNS hoogstens {answer.ttl} s eerder gaf (de TTL van {name})",
        f"verbinding met {_host(connection.reached)}, dat het DNS {age:.0f} s eerder voor het laatst gaf",
        (connection.number, answer.number),
    )


def follows(connections: Iterable[ConnectionObservation], *, moved: Moment, ttl: int, old: str, new: str) -> Ruling:
    """After the ZIM moved and the TTL has passed, the other location is reached (second paragraph)."""
    later = [c for c in connections if _is_to_zim(c) and at_least(moved, c.opened) > ttl + SLACK]
    astray = [c for c in later if _host(c.reached) == old]
    arrived = [c for c in later if _host(c.reached) == new]
    if astray:
        observed = f"{old}, {at_least(moved, astray[0].opened):.0f} s na de verhuizing"
    else:
        observed = f"{len(arrived)} verbindingen met {new}" if later else "geen verbinding na de verhuizing"
    return Ruling(
        False if astray else True if arrived else None,
        f"{new} zodra de TTL van {ttl} s voorbij is",
        observed,
        tuple(c.number for c in astray or arrived),
    )


def clock_is_right(outcome: Outcome, observations: Sequence[int], limit: float) -> Ruling:
    """The clock is off by half a second at most (second sentence of the text; INT-60).

    A pass that rests on how seconds are cut off is one under an assumption.
    """
    assumed = outcome.assumed is not None
    return Ruling(
        {"pass": True, "fail": False, "inconclusive": None}[outcome.verdict],
        f"een afwijking van hoogstens {limit:.1f} s".replace(".", ","),
        outcome.observed,
        tuple(observations),
        outcome.remarks,
        Ground.AANNAME if assumed else Ground.EIS,
        "afkappen van delen van een seconde" if assumed else "",
    )


def _answers(
    connection: ConnectionObservation, questions: Iterable[NameObservation], name: str
) -> list[NameObservation]:
    """Return the answers with addresses that can have come before a connection, oldest first."""
    return [
        question
        for question in questions
        if question.name.lower() == name.lower()
        and question.addresses
        and question.moment.low <= connection.opened.high
    ]


def _is_to_zim(connection: ConnectionObservation) -> bool:
    return connection.simulator == "zim" and connection.sut_role == "client"


def _host(address: str) -> str:
    return address.rpartition(":")[0].strip("[]")
