"""Verdicts on availability, by type of system."""

from datetime import timedelta
from fractions import Fraction

from reports.verdicts import Verdict
from toetsbank.registers import maintenance, outages, texts, uptime
from toetsbank.registers.maintenance_verdicts import HOURS
from toetsbank.registers.outcome import Case, Outcome, later_rows
from toetsbank.registers.reading import MAINTENANCE, UPTIME, Uptime, header
from toetsbank.registers.spans import Spans, total
from toetsbank.registers.uptime import Availability

GBZ_GBP = "beschikbaarheid-gbz-gbp"
GBK = "beschikbaarheid-gbk"


def of_gbz_or_gbp(case: Case) -> Outcome:
    """Judge the availability of a care provider's system or a portal."""
    return _judged(case, case.norm(GBZ_GBP), "")


def of_gbk(case: Case) -> Outcome:
    """Judge the availability of a customer desk's system."""
    return _judged(case, case.norm(GBK), "")


def of_gbo(case: Case) -> Outcome:
    """Judge the availability of a GBO, for which there is a norm only where the profile supplies an agreement."""
    agreed = case.profile.beschikbaarheid_gbo
    if agreed is not None:
        return _judged(case, Fraction(str(agreed.procent)), f"{agreed.afspraak} van {agreed.datum:%Y-%m-%d}")
    found, findings = _measured(case)
    missing = "De bron noemt geen waarde voor een GBO; geef de afspraak in het profiel, sleutel beschikbaarheid_gbo."
    return Outcome(
        Verdict.NORM_MISSING, "de beschikbaarheid die de partijen hebben afgesproken", _said(found), findings, missing
    )


def _judged(case: Case, norm: Fraction, agreement: str) -> Outcome:
    found, findings = _measured(case)
    by = f", volgens {agreement}" if agreement else ""
    expected = f"ten minste {texts.number(norm)} % beschikbaar buiten gepland onderhoud{by}"
    observed = f"{_said(found)} in {texts.period(case.period)}"

    def outcome(verdict: Verdict, missing: str = "") -> Outcome:
        return Outcome(verdict, expected, observed, findings, missing, source=agreement)

    if found.least is None or found.most is None:
        return outcome(Verdict.INCONCLUSIVE, "Er is geen tijd buiten gepland onderhoud.")
    if found.most * 100 < norm:
        return outcome(Verdict.FAIL)
    if found.starts_late:
        begin = texts.moment(case.period.begin)
        return outcome(Verdict.INCONCLUSIVE, f"Twaalf maanden: {UPTIME} begint pas na {begin}. Tot nu toe {observed}.")
    if found.least * 100 < norm:
        unknown = (
            f"Wat niet vaststaat beslist: zeker is {texts.percent(found.least)}, mogelijk {texts.percent(found.most)}."
        )
        return outcome(Verdict.INCONCLUSIVE, f"{unknown} Vul {UPTIME} aan.")
    return outcome(Verdict.PASS)


def _measured(case: Case) -> tuple[Availability, tuple[str, ...]]:
    now, rows = case.period.end, case.registers.uptime or ()
    jobs = maintenance.known_at(case.registers.maintenance or (), now)
    planned = maintenance.planned_time(jobs, now)
    longest = timedelta(hours=float(case.norm(HOURS)))
    found = uptime.availability(rows, planned, maintenance.allowed_time(jobs, now, longest), case.period)
    return found, tuple(_findings(case, found, rows, planned))


def _findings(case: Case, found: Availability, rows: tuple[Uptime, ...], planned: Spans) -> list[str]:
    period = case.period
    findings = []
    if found.gaps:
        where = texts.listed(f"{texts.moment(g.begin)} tot {texts.moment(g.end)}" for g in found.gaps)
        findings.append(f"Niet bewaakt, en dus niet bekend: {texts.length(total(found.gaps))}, te weten {where}.")
    if found.contradictions:
        where = texts.listed(f"{texts.moment(c.begin)} tot {texts.moment(c.end)}" for c in found.contradictions)
        findings.append(f"Zowel op als neer volgens {UPTIME}: {where}.")
    if case.registers.maintenance is None:
        findings.append(f"{MAINTENANCE} ontbreekt ({header(MAINTENANCE)}); er is geen gepland onderhoud afgetrokken.")
    whole = [
        (outage.id, outages.span_of(outage, period.end))
        for outage in outages.known_at(case.registers.outages or (), period.end)
        if outage.affects == "geheel" and outage.reported >= period.begin
    ]
    if whole and (names := uptime.never_down(whole, rows, planned)):
        findings.append(f"Geen uitwisseling volgens het register van storingen, maar steeds op: {texts.listed(names)}.")
    return [*findings, *later_rows(UPTIME, sum(row.begin >= period.end for row in rows))]


def _said(found: Availability) -> str:
    if found.so_far is None:
        return "geen bewaakte tijd"
    down, monitored = texts.length(found.down), texts.length(found.monitored)
    return f"{texts.percent(found.so_far)} beschikbaar, {down} neer in {monitored} bewaakte tijd"
