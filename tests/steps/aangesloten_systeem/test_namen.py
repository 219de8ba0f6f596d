"""What Dan steps on names make of connections and questions."""

import pytest

from reports.verdicts import Verdict
from simulators.journal import Journal
from simulators.lsp import Lsp, Names
from simulators.observations import ConnectionObservation, NameObservation
from steps.aangesloten_systeem import namen
from tests.steps.scenes import END, Scene, act, nothing
from tests.toetsbank.rulings.test_names import FIRST, SECOND, asked, to_zim
from tests.toetsbank.samples import at, message
from toetsbank.acts import Act
from toetsbank.outcomes import Inconclusive

SENT = message(50, connection=100)


@pytest.mark.parametrize(
    ("seen", "questions", "verdict"),
    [
        (act(to_zim(100), SENT), [asked(99)], Verdict.PASS),
        (act(to_zim(100), SENT), [], Verdict.FAIL),
        (act(to_zim(100), refused=True), [], Verdict.FAIL),
        (act(to_zim(100), refused=True), [asked(99)], Verdict.INCONCLUSIVE),
        (nothing(), [asked(99)], Verdict.INCONCLUSIVE),
    ],
)
def test_zim_is_addressed_by_name(named: Scene, seen: Act, questions: list[NameObservation], verdict: Verdict) -> None:
    for question in questions:
        named.world.lsp.journal.record(question)
    with END[verdict]():
        namen.only_by_name(named.judge, named.world, [seen])


@pytest.mark.parametrize(
    ("times", "verdict"),
    [([0, 69, 138], Verdict.PASS), ([0], Verdict.FAIL), ([0, 138], Verdict.FAIL), ([], Verdict.INCONCLUSIVE)],
)
def test_addresses_are_not_older_than_their_ttl(named: Scene, times: list[int], verdict: Verdict) -> None:
    for number, second in enumerate(times, 1):
        named.world.lsp.journal.record(asked(second, number=number))
    acts = [
        act(to_zim(second, number=100 + second), message(50 + second, connection=100 + second))
        for second in (1, 70, 139)
    ]
    with END[verdict]():
        namen.addresses_are_fresh(named.judge, named.world, acts)


@pytest.mark.parametrize(
    ("before", "reached", "verdict"),
    [
        (act(to_zim(0), SENT), [to_zim(300, SECOND)], Verdict.PASS),
        (act(to_zim(0), SENT), [to_zim(300)], Verdict.FAIL),
        (act(to_zim(0), SENT), [], Verdict.INCONCLUSIVE),
        (nothing(), [to_zim(300, SECOND)], Verdict.INCONCLUSIVE),
    ],
)
def test_zim_that_moved_is_found(
    named: Scene, before: Act, reached: list[ConnectionObservation], verdict: Verdict
) -> None:
    moved = namen.Moved(before, act(*reached, refused=not reached), at(100), 60, FIRST, SECOND)
    with END[verdict]():
        namen.location_is_followed(named.judge, named.world, moved)


def test_without_dns_nothing_is_decided(named: Scene) -> None:
    namen.only_dns_knows(named.world)
    served, named.world.lsp = (
        named.world.lsp,
        Lsp(named.world.loop, named.world.clock, Journal("lsp"), Names()),
    )
    with pytest.raises(Inconclusive, match=r"tegenpartijen\.dns_poort"):
        namen.only_dns_knows(named.world)
    named.world.lsp = served
