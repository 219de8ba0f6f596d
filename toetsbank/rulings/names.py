"""What the texts say of names and of the time: pure functions over questions to the LSP and connections with the ZIM.

Source: GBX.CON.e4020 and GBX.CON.e4030.2 with INT-60. They hold for a SUT that is set to use the bench's DNS, which
alone knows the names of the test; whoever calls them sees to that. ``ConnectionObservation.reached`` is needed.
"""

from collections.abc import Iterable, Sequence

from protocol.clock_offset import Exchange, Outcome, from_own_time
from reports.verdicts import Ground
from simulators.clock import Moment, at_least
from simulators.observations import ConnectionObservation, NameObservation, TimeObservation
from toetsbank.rulings.base import Ruling

SLACK = 2.0
"""Seconds between the use of an address and the connection, and the rounding of a TTL to whole seconds (aanname)."""
LIKELY = 60.0
"""Seconds by which the own time of an NTP client may differ before it counts as a random number (aanname)."""


def by_name(connection: ConnectionObservation, questions: Iterable[NameObservation], name: str) -> Ruling:
    """The ZIM is reached at an address that the DNS gave for its name (GBX.CON.e4020, second paragraph)."""
    answers = _answers(connection, questions, name)
    given = [answer for answer in answers if _host(connection.reached) in answer.addresses]
    if given:
        observed = f"{_host(connection.reached)}, gevraagd als {name}"
    elif answers:
        observed = f"{_host(connection.reached)}, terwijl het DNS {', '.join(answers[-1].addresses)} gaf"
    else:
        observed = f"{_host(connection.reached)} zonder vraag naar {name}"
    return Ruling(
        bool(given) if _is_to_zim(connection) else None,
        f"een adres dat het DNS voor {name} gaf",
        observed,
        (connection.number, *(answer.number for answer in given[-1:])),
    )


def never_fixed(
    connections: Iterable[ConnectionObservation], questions: Iterable[NameObservation], name: str
) -> Ruling:
    """No connection is set up before the name was asked for, and none names an address (GBX.CON.e4020, FQDN only)."""
    asked = tuple(questions)
    concerned = [connection for connection in connections if _is_to_zim(connection)]
    without = [connection for connection in concerned if not _answers(connection, asked, name)]
    by_address = [c for c in concerned if c.server_name and c.server_name.replace(".", "").isdigit()]
    wrong = without or by_address
    if without:
        observed = f"{len(without)} van {len(concerned)} verbindingen zonder dat {name} ooit gevraagd was"
    elif by_address:
        observed = f"de servernaam {by_address[0].server_name} in TLS"
    else:
        observed = f"{len(concerned)} verbindingen, alle na een vraag naar {name}"
    return Ruling(
        not wrong if concerned else None,
        f"de ZIM alleen aangesproken als {name}",
        observed,
        tuple(connection.number for connection in wrong or concerned),
    )


def obeys_ttl(connection: ConnectionObservation, questions: Iterable[NameObservation], name: str) -> Ruling:
    """The address is not older than the TTL of the answer it came in (GBX.CON.e4020, second list, item 1).

    Decides nothing for a connection that no expired address could have been used for.
    """
    answers = [a for a in _answers(connection, questions, name) if _host(connection.reached) in a.addresses]
    ages = [(at_least(answer.moment, connection.opened), answer) for answer in answers]
    fresh = [answer for age, answer in ages if age <= (answer.ttl or 0) + SLACK]
    is_test = len(fresh) < len(ages)
    latest = min(ages, key=lambda pair: pair[0], default=None)
    if latest is None:
        return Ruling(None, "een adres binnen zijn TTL", f"geen vraag naar {name}", (connection.number,))
    age, answer = latest
    return Ruling(
        bool(fresh) if is_test else None,
        f"een adres van hoogstens {answer.ttl} s oud",
        f"{_host(connection.reached)} van {age:.0f} s oud",
        (connection.number, answer.number),
    )


def follows(connections: Iterable[ConnectionObservation], *, moved: Moment, ttl: int, old: str, new: str) -> Ruling:
    """After the ZIM moved and the TTL has passed, the other location is reached (GBX.CON.e4020, second paragraph)."""
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


def reachable_by_name(connection: ConnectionObservation, name: str, addresses: Sequence[str]) -> Ruling:
    """The GBx answers at an address that the DNS gives for its name (GBX.CON.e4020, first list).

    ``connection`` is the attempt of the ZIM; a failed one decides nothing by itself, for the network may be at fault.
    """
    is_there = connection.handshake_completed and _host(connection.peer) in addresses
    return Ruling(
        True if is_there else None,
        f"een TLS-sessie met {name} op {' of '.join(addresses)}",
        f"{connection.version} op {connection.peer}" if is_there else connection.end_how or "geen TLS-sessie",
        (connection.number,),
    )


def uses_ntp(questions: Iterable[TimeObservation]) -> Ruling:
    """The clock is kept by NTP (GBX.CON.e4030.2, first sentence); without a question the GZN may do it (INT-60)."""
    asked = tuple(questions)
    return Ruling(
        True if asked else None,
        "vragen aan de NTP-server van de ZIM",
        f"{len(asked)} vragen" if asked else "geen vraag; wie de klok gelijkzet, staat in het dossier",
        tuple(question.number for question in asked),
    )


def own_times(questions: Iterable[TimeObservation]) -> tuple[Exchange, ...]:
    """Return what NTP clients gave as their time, as exchanges for the clock method, where it can be their time.

    One that gives a random number does so every time: a single unlikely one makes all of them worthless.
    """
    given = [question for question in questions if question.own_time is not None]
    exchanges = tuple(from_own_time(q.own_time, q.moment.high) for q in given if q.own_time is not None)
    likely = all(abs((q.own_time or 0.0) - q.moment.high) <= LIKELY for q in given)
    return exchanges if likely else ()


def clock_is_right(outcome: Outcome, observations: Sequence[int], limit: float) -> Ruling:
    """The clock is off by half a second at most (GBX.CON.e4030.2, second sentence; INT-60).

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
