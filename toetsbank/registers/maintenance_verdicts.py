"""Verdicts on planned maintenance: how often, how long, at which hours, and how early it was announced."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.verdicts import Verdict
from toetsbank.registers import maintenance, texts
from toetsbank.registers.maintenance import Job, Notice
from toetsbank.registers.outcome import Case, Coverage, Outcome, later_rows
from toetsbank.registers.reading import LOAD, MAINTENANCE, Maintenance, header

PER_YEAR = "gepland-onderhoud-per-jaar"
HOURS = "gepland-onderhoud-duur"
DAYS = "gepland-onderhoud-aankondiging"


@dataclass(frozen=True, slots=True)
class _Known:
    """What stood in the register at the moment of judgement."""

    jobs: tuple[Job, ...]
    coverage: Coverage
    findings: tuple[str, ...]

    @classmethod
    def of(cls, case: Case) -> "_Known":
        rows = case.registers.maintenance or ()
        known = maintenance.known_at(rows, case.period.end)
        return cls(
            maintenance.jobs(known, case.period),
            case.coverage(MAINTENANCE, (row.begin for row in rows)),
            later_rows(MAINTENANCE, len(rows) - len(known)),
        )

    @property
    def joined(self) -> tuple[str, ...]:
        names = [job.name for job in self.jobs if len(job.parts) > 1]
        return (f"Sluit aan of overlapt, en telt als één onderhoud: {texts.listed(names)}.",) if names else ()

    def nothing(self, expected: str) -> Outcome | None:
        """Return the outcome where there was no planned maintenance at all, else None."""
        if self.jobs:
            return None
        observed = f"geen gepland onderhoud in {texts.period(self.coverage.span)}"
        if self.coverage.is_whole:
            return Outcome(Verdict.PASS, expected, observed, self.findings)
        return Outcome(Verdict.INCONCLUSIVE, expected, observed, self.findings, f"{self.coverage.missing}.")

    def with_coverage(self) -> tuple[str, ...]:
        """Return the findings of a verdict on single entries, which needs no twelve months."""
        short = () if self.coverage.is_whole else (f"Korter dan twaalf maanden: {self.coverage.missing}.",)
        return (*self.joined, *self.findings, *short)


def number_of_jobs(case: Case) -> Outcome:
    """Judge how often there was planned maintenance."""
    known = _Known.of(case)
    norm = case.norm(PER_YEAR)
    expected = f"hoogstens {texts.number(norm)} keer gepland onderhoud per jaar"
    observed = f"{len(known.jobs)} keer in {texts.period(known.coverage.span)}"
    findings = (*known.joined, *known.findings)
    if len(known.jobs) > norm:
        return Outcome(Verdict.FAIL, expected, observed, findings)
    if not known.coverage.is_whole:
        missing = f"Een jaar: {known.coverage.missing}. Tot nu toe {observed}."
        return Outcome(Verdict.INCONCLUSIVE, expected, observed, findings, missing)
    return Outcome(Verdict.PASS, expected, observed, findings)


def length_of_jobs(case: Case) -> Outcome:
    """Judge how long planned maintenance took."""
    known = _Known.of(case)
    limit = timedelta(hours=float(case.norm(HOURS)))
    expected = f"elk gepland onderhoud duurt hoogstens {texts.length(limit)} (WD-05)"
    if nothing := known.nothing(expected):
        return nothing

    def named(jobs: list[Job]) -> str:
        return texts.listed(
            f"{j.name} {texts.length(j.span.length)}{' en nog bezig' if j.is_open else ''}" for j in jobs
        )

    long = [job for job in known.jobs if job.span.length > limit]
    running = [job for job in known.jobs if job.is_open and job not in long]
    population = (len(known.jobs) - len(long) - len(running), len(known.jobs))
    findings = known.with_coverage()
    if long:
        return Outcome(Verdict.FAIL, expected, f"langer: {named(long)}", findings, "", population)
    if running:
        missing = f"Het einde is niet bekend: {named(running)}. Vul kolom eind in."
        return Outcome(Verdict.INCONCLUSIVE, expected, f"nog bezig: {named(running)}", findings, missing, population)
    longest = max(known.jobs, key=lambda job: job.span.length)
    observed = f"{len(known.jobs)} keer, de langste {named([longest])}"
    return Outcome(Verdict.PASS, expected, observed, findings, "", population)


def hours_of_jobs(case: Case) -> Outcome:
    """Judge whether planned maintenance was at hours of little load; that is a preference, so at most a finding."""
    known = _Known.of(case)
    expected = "gepland onderhoud in daluren volgens het eigen verloop van de belasting (WD-05)"
    load = case.registers.load
    if load is None:
        missing = f"Het register {LOAD} ontbreekt; de kop is {header(LOAD)}"
        return Outcome(Verdict.NOT_TESTED, expected, "geen verloop van de belasting", (), missing)
    if nothing := known.nothing(expected):
        return nothing
    quiet = maintenance.quiet_hours(load)
    if not quiet:
        missing = f"Volgens {LOAD} is geen uur rustig: geen draagt minder dan de helft van het gemiddelde."
        return Outcome(Verdict.INCONCLUSIVE, expected, "geen daluren aangetoond", known.with_coverage(), missing)
    busy = [(job, hours) for job in known.jobs if (hours := maintenance.busy_hours(job, quiet))]
    found = tuple(f"Niet in daluren: {job.name}, vanaf {texts.moment(hours[0])}." for job, hours in busy)
    observed = f"{len(known.jobs) - len(busy)} van {len(known.jobs)} keer geheel in daluren"
    population = (len(known.jobs) - len(busy), len(known.jobs))
    return Outcome(Verdict.PASS, expected, observed, (*found, *known.with_coverage()), "", population)


def notice_of_jobs(case: Case) -> Outcome:
    """Judge how early planned maintenance was announced to those who run the ZIM."""
    known = _Known.of(case)
    days = int(case.norm(DAYS))
    expected = f"de beheerders van de ZIM weten het {days} dagen tevoren (WD-05)"
    if nothing := known.nothing(expected):
        return nothing
    entries = [entry for job in known.jobs for entry in job.parts]
    state = {entry.id: maintenance.notice(entry, days) for entry in entries}

    def of(notice: Notice) -> list[Maintenance]:
        return [entry for entry in entries if state[entry.id] is notice]

    late, unknown, edge = of(Notice.TOO_LATE), of(Notice.UNKNOWN), of(Notice.EDGE)
    population = (len(entries) - len(late) - len(unknown), len(entries))
    near = (f"Op de laatste dag, na het uur van het onderhoud: {_announced(edge)}.",) if edge else ()
    findings = (*near, *known.with_coverage())
    if late:
        return Outcome(Verdict.FAIL, expected, f"te laat aangekondigd: {_announced(late)}", findings, "", population)
    if unknown:
        names = texts.listed(entry.id for entry in unknown)
        missing = f"Niet bekend is wanneer dit is aangekondigd: {names}. Vul kolom aangekondigd in."
        return Outcome(Verdict.INCONCLUSIVE, expected, f"geen aankondiging bij {names}", findings, missing, population)
    shortest = min(entries, key=_ahead)
    observed = f"{len(entries)} keer op tijd, het kortst tevoren {_announced([shortest])}"
    return Outcome(Verdict.PASS, expected, observed, findings, "", population)


def _ahead(entry: Maintenance) -> timedelta:
    return entry.begin - (entry.announced or entry.begin)


def _announced(entries: list[Maintenance]) -> str:
    def one(entry: Maintenance, announced: datetime) -> str:
        days = maintenance.days_ahead(entry, announced)
        return f"{entry.id} {days} dag{'' if days == 1 else 'en'}" if days >= 0 else f"{entry.id} achteraf"

    return texts.listed(one(entry, entry.announced) for entry in entries if entry.announced)
