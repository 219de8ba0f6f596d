"""Verdicts on the number of outages, and on the time it took to solve them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from reports.verdicts import Verdict
from toetsbank.registers import maintenance, outages, texts
from toetsbank.registers.outages import Count, Promptness, Solution
from toetsbank.registers.outcome import Case, Coverage, Outcome, later_rows
from toetsbank.registers.reading import OUTAGES, Outage
from toetsbank.registers.spans import Spans

PER_YEAR = "grote-storingen-per-jaar"
HOURS = "grote-storing-oplostijd"
PER_MONTH = "kleine-storingen-per-maand"
WORKING_DAYS = "kleine-storing-oplostijd"


@dataclass(frozen=True, slots=True)
class _Known:
    """What stood in the register at the moment of judgement."""

    outages: tuple[Outage, ...]
    planned: Spans
    coverage: Coverage
    findings: tuple[str, ...]

    @classmethod
    def of(cls, case: Case) -> "_Known":
        rows, now = case.registers.outages or (), case.period.end
        known = outages.known_at(rows, now)
        return cls(
            known,
            maintenance.planned_time(maintenance.known_at(case.registers.maintenance or (), now), now),
            case.coverage(OUTAGES, (row.reported for row in rows)),
            later_rows(OUTAGES, len(rows) - len(known)),
        )


def number_of_major(case: Case) -> Outcome:
    """Judge how often there was a major outage."""
    known = _Known.of(case)
    count = outages.count_major(known.outages, known.planned, case.period)
    norm = case.norm(PER_YEAR)
    observed = f"{_amount(count, 'grote')} in {texts.period(known.coverage.span)}"
    return _counted(count, norm, f"gemiddeld hoogstens {texts.number(norm)} grote storingen per jaar", observed, known)


def number_of_minor(case: Case) -> Outcome:
    """Judge how often there was a minor outage; the average is taken over the months of the whole period."""
    known = _Known.of(case)
    count = outages.count_minor(known.outages, known.planned, case.period)
    months = case.norm("voortschrijdend-venster")
    norm = case.norm(PER_MONTH)
    average = " tot ".join(dict.fromkeys(texts.number(Fraction(n) / months, 2) for n in (count.least, count.most)))
    observed = f"{_amount(count, 'kleine')} in {texts.period(known.coverage.span)}, gemiddeld {average} per maand"
    expected = f"gemiddeld hoogstens {texts.number(norm)} kleine storing per maand"
    return _counted(count, norm * months, expected, observed, known)


def solving_major(case: Case) -> Outcome:
    """Judge how soon major outages were solved."""
    known = _Known.of(case)
    limit = timedelta(hours=float(case.norm(HOURS)))
    solutions = outages.major_solutions(known.outages, case.period, limit)
    doubtful = outages.doubtful_solutions(known.outages, case.period, limit)
    expected = f"elke grote storing opgelost binnen 1 dag, gelezen als {texts.length(limit)} (WD-03)"
    return _solved(known, solutions, doubtful, expected, lambda s: texts.length(s.lasted))


def solving_minor(case: Case) -> Outcome:
    """Judge how soon minor outages were solved."""
    known = _Known.of(case)
    limit = int(case.norm(WORKING_DAYS))
    solutions = outages.minor_solutions(known.outages, case.period, limit)
    expected = f"elke kleine storing opgelost binnen {limit} werkdagen, de dag van de melding niet meegeteld (WD-04)"
    return _solved(known, solutions, (), expected, lambda s: f"{texts.range_of(*s.working_days)} werkdagen")


def _amount(count: Count, kind: str) -> str:
    return f"{texts.range_of(count.least, count.most)} {kind} storing{'' if count.least == count.most == 1 else 'en'}"


def _counted(count: Count, norm: Fraction, expected: str, observed: str, known: _Known) -> Outcome:
    findings = (*_doubts(count), *known.findings)
    if count.least > norm:
        return Outcome(Verdict.FAIL, expected, observed, findings)
    if count.most > norm:
        missing = (
            f"Het oordeel hangt af van hoe er geteld wordt: {' '.join(_doubts(count))} Maak dat in {OUTAGES} duidelijk."
        )
        return Outcome(Verdict.INCONCLUSIVE, expected, observed, findings, missing)
    if not known.coverage.is_whole:
        missing = f"Twaalf maanden: {known.coverage.missing}. Tot nu toe {observed}."
        return Outcome(Verdict.INCONCLUSIVE, expected, observed, findings, missing)
    return Outcome(Verdict.PASS, expected, observed, findings)


def _doubts(count: Count) -> tuple[str, ...]:
    found = []
    if count.ambiguous:
        names = texts.listed(outage.id for outage in count.ambiguous)
        found.append(f"Klein genoemd, maar langer dan een uur geen uitwisseling en dus groot naar WD-02: {names}.")
    if count.within_maintenance:
        names = texts.listed(outage.id for outage in count.within_maintenance)
        found.append(f"Gemeld en opgelost tijdens gepland onderhoud: {names}.")
    if count.overlapping:
        names = texts.listed(f"{early.id} en {late.id}" for early, late in count.overlapping)
        found.append(f"Overlappen in de tijd, misschien één storing: {names}.")
    return tuple(found)


def _solved(
    known: _Known,
    solutions: Sequence[Solution],
    doubtful: Sequence[Solution],
    expected: str,
    took: Callable[[Solution], str],
) -> Outcome:
    def named(found: Sequence[Solution]) -> str:
        return texts.listed(f"{s.outage.id} {took(s)}{'' if s.outage.solved else ' en nog open'}" for s in found)

    late = [s for s in solutions if s.promptness is Promptness.TOO_LATE]
    edge = [s for s in solutions if s.promptness is Promptness.EDGE]
    running = [s for s in solutions if s.promptness is Promptness.RUNNING]
    unclear = [s for s in doubtful if s.promptness is Promptness.TOO_LATE]
    findings = (*([f"Aan de rand van de termijn: {named(edge)}."] if edge else []), *known.findings)
    if not known.coverage.is_whole:
        findings = (*findings, f"Korter dan twaalf maanden: {known.coverage.missing}.")
    population = (len(solutions) - len(late) - len(running), len(solutions)) if solutions else None
    if late:
        return Outcome(Verdict.FAIL, expected, f"te laat: {named(late)}", findings, "", population)
    if running:
        missing = f"De termijn loopt nog, of de afloop is niet bekend: {named(running)}. Vul kolom opgelost in."
        return Outcome(Verdict.INCONCLUSIVE, expected, f"nog open: {named(running)}", findings, missing, population)
    if unclear:
        missing = f"Klein genoemd, groot naar WD-02, en dan te laat: {named(unclear)}. Maak de soort duidelijk."
        return Outcome(Verdict.INCONCLUSIVE, expected, f"te laat als het groot is: {named(unclear)}", findings, missing)
    if not solutions:
        observed = f"geen storing van deze soort in {texts.period(known.coverage.span)}"
        if not known.coverage.is_whole:
            return Outcome(Verdict.INCONCLUSIVE, expected, observed, known.findings, f"{known.coverage.missing}.")
        return Outcome(Verdict.PASS, expected, observed, findings)
    longest = max(solutions, key=lambda s: s.lasted)
    observed = f"{len(solutions)} opgelost, de langste {named([longest])}"
    return Outcome(Verdict.PASS, expected, observed, findings, "", population)
