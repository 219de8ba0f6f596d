"""The rules by which judgements on a clause add up to its verdict, its ground and its reading (DESIGN section 4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.model import Clause, Modality, Reading
from reports.events import Checked, Judgement
from reports.mask import mask, mask_value
from reports.model import Check
from reports.paper import Paper
from reports.verdicts import Ground, Verdict, worst

_WEAKEST_FIRST = (
    Ground.AANNAME,
    Ground.LEZING,
    Ground.VERSTREKT,
    Ground.SPECIFICATIE,
    Ground.STANDAARD,
    Ground.EIS,
)
NOT_CHECKED = "geen controle uitgevoerd"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing that bears upon a clause's verdict: a check, or the end of a scenario without one."""

    verdict: Verdict
    reason: str = ""
    check: Check | None = None
    way: str = ""
    """By which way it came: that of its scenario, or watching for a rule over all traffic."""


def is_confirmed(reading: Reading | None) -> bool:
    """Tell whether an interpretation was confirmed; one that the catalogue does not know was not."""
    return reading is not None and reading.status.startswith("bevestigd")


def as_check(event: Checked) -> Check:
    """Return a judgement of the event log as a result, with personal numbers masked."""
    fields = {name: getattr(event, name) for name in Judgement.model_fields}
    masked = {name: mask(fields[name]) for name in ("ground_source", "expected", "observed", "missing")}
    findings = tuple(mask(finding) for finding in event.findings)
    paper = Paper.model_validate(mask_value(event.paper.model_dump())) if event.paper else None
    return Check(**(fields | masked | {"findings": findings, "paper": paper}))


def tempered(check: Check, clause: Clause, readings: Mapping[str, Reading]) -> Check:
    """Return a judgement that fails as what it may be at worst.

    An assumption of ours never fails a SUT. What only advises or permits gives a finding. Under an unconfirmed
    reading a SUT fails only if it fails under every reading.
    """
    if check.verdict is not Verdict.FAIL:
        return check
    if check.ground is Ground.AANNAME:
        missing = f"Het oordeel rust op een aanname van de toetsbank ({check.ground_source}), en daarop faalt niemand."
        return check.model_copy(update={"verdict": Verdict.INCONCLUSIVE, "missing": check.missing or missing})
    # A reading that limits a clause to a finding limits what that clause asks, not what a standard forbids (INT-50).
    at_most_a_finding = clause.hoogstens == "bevinding" and check.ground is not Ground.STANDAARD
    if clause.modaliteit in (Modality.RAADZAAM, Modality.MAG) or at_most_a_finding:
        finding = f"Niet gevolgd: {check.sentence}"
        return check.model_copy(update={"verdict": Verdict.PASS, "findings": (*check.findings, finding)})
    if check.reading and not is_confirmed(readings.get(check.reading)):
        met_otherwise = [name for name, verdict in check.under_other_readings.items() if verdict is Verdict.PASS]
        if met_otherwise:
            missing = f"Hangt af van {check.reading}: voldoet onder lezing “{'”, “'.join(met_otherwise)}”."
            return check.model_copy(update={"verdict": Verdict.INCONCLUSIVE, "missing": check.missing or missing})
    return check


def of_check(check: Check, way: str = "") -> Contribution:
    """Return what a judgement contributes, with the reason that a reader needs beside the verdict."""
    match check.verdict:
        case Verdict.FAIL | Verdict.WAIVED:
            reason = check.sentence
        case Verdict.ERROR:
            reason = check.missing or check.sentence
        case Verdict.PASS:
            reason = ""
        case _:
            reason = check.missing or check.observed
    return Contribution(check.verdict, reason, check, way)


def of_scenario_end(verdict: Verdict, message: str, own: Sequence[Check], any_failed: bool) -> Contribution | None:
    """Return what the end of a scenario adds to the checks it made.

    ``own`` are its checks of the clause it is tagged with; ``any_failed`` tells whether it failed any clause.
    A scenario that ended well without a check says nothing: a tag alone never counts.
    """
    if verdict is Verdict.ERROR:
        return Contribution(Verdict.ERROR, message)
    if verdict is Verdict.FAIL:
        if any_failed:
            return None if own else Contribution(Verdict.NOT_TESTED, f"{NOT_CHECKED}: het scenario brak eerder af")
        return Contribution(Verdict.ERROR, f"het scenario mislukte zonder controle die dat zegt: {message}")
    if verdict in (Verdict.PASS, Verdict.DECLARED):
        return None if own else Contribution(Verdict.NOT_TESTED, NOT_CHECKED)
    said_already = any(check.verdict is verdict for check in own)
    return None if said_already else Contribution(verdict, message or NOT_CHECKED)


def waived(contribution: Contribution, reason: str, until: str) -> Contribution:
    """Return a failure as an accepted deviation; anything else stays what it is."""
    if contribution.verdict is not Verdict.FAIL:
        return contribution
    said = f"{reason} (aanvaard tot en met {until}): {contribution.reason}"
    return Contribution(Verdict.WAIVED, said, contribution.check, contribution.way)


def reasons(contributions: Iterable[Contribution], verdict: Verdict, most: int = 3) -> str:
    """Return why a clause has its verdict: the different reasons of what decided it, at most a few of them."""
    found = list(
        dict.fromkeys(each.reason.strip() for each in contributions if each.verdict is verdict and each.reason.strip())
    )
    more = f"; en nog {len(found) - most}" if len(found) > most else ""
    return "; ".join(found[:most]) + more


def ground_of(checks: Sequence[Check], verdict: Verdict) -> Ground | None:
    """Return what a verdict rests on.

    A clause is met on the weakest of the grounds of its checks, because it needs all of them; it fails on the
    strongest, because one failure is enough.
    """
    found = {check.ground for check in checks if check.verdict is verdict}
    order = reversed(_WEAKEST_FIRST) if verdict is Verdict.FAIL else iter(_WEAKEST_FIRST)
    return next((ground for ground in order if ground in found), None)


def other_readings(checks: Sequence[Check], verdict: Verdict) -> dict[str, dict[str, Verdict]]:
    """Return per interpretation and per reading not chosen what the verdict of the clause would have been."""
    options: dict[str, dict[str, None]] = {}
    for check in checks:
        if check.reading:
            options.setdefault(check.reading, {}).update(dict.fromkeys(check.under_other_readings))
    if not checks:
        return {}
    return {
        reading: {
            option: worst(
                check.under_other_readings.get(option, check.verdict) if check.reading == reading else check.verdict
                for check in checks
            )
            for option in names
        }
        for reading, names in options.items()
    }


def depends_on_reading(reading: str, verdict: Verdict, others: Mapping[str, Mapping[str, Verdict]]) -> bool:
    """Tell whether a verdict would be another under another reading; when no other was judged, it may be."""
    return not others.get(reading) or any(other is not verdict for other in others[reading].values())


def label_of(
    verdict: Verdict,
    ground: Ground | None,
    depending_on: Sequence[str],
    findings: Sequence[str],
    not_carried_out: Sequence[str] = (),
) -> str:
    """Return the verdict as reports show it, with what it depends on."""
    label = str(verdict)
    if verdict is Verdict.PASS and depending_on:
        label += f" onder lezing {', '.join(depending_on)}"
    if verdict is Verdict.PASS and ground is Ground.AANNAME:
        label += " onder aanname"
    if verdict is Verdict.INCONCLUSIVE and depending_on:
        label += f": hangt af van {', '.join(depending_on)}"
    if not_carried_out:
        label += ", niet alles uitgevoerd"
    if findings and verdict in (Verdict.PASS, Verdict.DECLARED):
        label += ", met bevinding" if len(findings) == 1 else f", met {len(findings)} bevindingen"
    return label
