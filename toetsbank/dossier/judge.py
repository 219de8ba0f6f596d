"""From forms to judgements: what a dossier decides of each clause that applies (DESIGN sections 4 and 8).

A statement is never more than *verklaard*, and never fails anyone by itself: a clause fails only where a complete,
reviewed form holds a fact that goes against it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from catalogue import Catalogue
from reports.mask import mask
from reports.verdicts import Ground, Verdict
from toetsbank.dossier import check
from toetsbank.dossier.facts.base import dutch
from toetsbank.dossier.forms import asked, forms
from toetsbank.dossier.model import Dossier, Evidence, Filed, Remark, Signature, State, Weight
from toetsbank.dossier.shown import Looked, paper
from toetsbank.identity import file_sha256
from toetsbank.outcomes import BadInput
from toetsbank.profile import Profile

RULE = "dossier"
MOST_REASONS = 3


def judge(folder: Path | None, profile: Profile, catalogue: Catalogue, today: date) -> Iterator[dict[str, Any]]:
    """Yield the fields of a ``checked`` event for every clause that a dossier decides and that binds this SUT.

    ``folder`` is None where there is no dossier at all. A clause that something else decides too is passed over when
    it has no form.
    """
    dossier = check.read(folder, profile, catalogue, today)
    yield from judged(dossier, dossier.filed, profile, catalogue, today)


def judged(
    dossier: Dossier, wanted: Iterable[str], profile: Profile, catalogue: Catalogue, today: date
) -> Iterator[dict[str, Any]]:
    """Yield what a dossier that has been read says of some of its clauses."""
    broken = {stray.file: str(stray) for stray in dossier.strays if not stray.key}
    for clause in wanted:
        filed = dossier.filed[clause]
        extra = forms().clausules[clause].may_be_absent
        if filed.state is State.ABSENT and filed.file in broken and not extra:
            yield _fields(filed, catalogue, Verdict.INCONCLUSIVE, missing=broken[filed.file], broken=broken[filed.file])
        elif filed.state is State.FILLED_IN:
            yield _of_form(dossier, filed, profile, catalogue, today)
        elif not (extra and filed.state in (State.ABSENT, State.UNTOUCHED)):
            yield _fields(filed, catalogue, Verdict.NOT_TESTED, missing=_WHY_NOT[filed.state].format(filed=filed))


def speaks_of(folder: Path, clause: str, catalogue: Catalogue) -> bool:
    """Tell whether a dossier holds a form, on whatever day, of a clause that a scenario would decide otherwise."""
    form = forms().clausules.get(clause)
    if form is None or not form.scenario:
        return False
    tables, _ = check.load(folder, catalogue)
    return check.filed(clause, tables.get(clause), folder, date.max).state in (State.FILLED_IN, State.WITHHELD)


def clauses() -> frozenset[str]:
    """Return the clauses that a dossier decides, whatever the SUT claims."""
    return frozenset(forms().clausules)


def in_folder(profile: Profile, folder: Path) -> Profile:
    """Return a profile whose dossier is in another folder; raises BadInput if that is no folder."""
    if not folder.is_dir():
        raise BadInput(f"De map met het dossier {folder} bestaat niet; maak haar met toetsbank dossier init.")
    return profile.model_copy(update={"dossier": folder})


def supplied(folder: Path | None) -> tuple[dict[str, str], ...]:
    """Return the forms in a folder as evidence: name and SHA-256 of each file."""
    paths = sorted(folder.glob("*.toml")) if folder else []
    return tuple({"naam": path.name, "versie": "", "vorm": RULE, "sha256": file_sha256(path)} for path in paths)


_WHY_NOT = {
    State.ABSENT: "het formulier van {filed.clause} in dossier/{filed.file} ontbreekt",
    State.UNTOUCHED: "het formulier van {filed.clause} in dossier/{filed.file} is nog niet ingevuld",
    State.WITHHELD: "niet geleverd: {filed.reason}",
}


def _of_form(dossier: Dossier, filed: Filed, profile: Profile, catalogue: Catalogue, today: date) -> dict[str, Any]:
    looked = check.looked_at(dossier, filed.clause, profile, today)
    said = [remark for _, remarks in looked for remark in remarks or ()]
    against = [remark for remark in said if remark.weight is Weight.CONTRADICTS]
    unsettled = [remark for remark in said if remark.weight is Weight.OPEN]
    missing = [f"{gap.key.removeprefix(f'{filed.clause}.')}: {gap.text}" for gap in filed.gaps]
    missing += [f"{remark.field}: {remark.text}" for remark in unsettled]
    if missing:
        verdict = Verdict.INCONCLUSIVE
        missing += [f"{remark.field}: {remark.text}" for remark in against]
    else:
        verdict = Verdict.FAIL if against else Verdict.DECLARED
    return _fields(
        filed,
        catalogue,
        verdict,
        observed=_observed(filed, against),
        findings=tuple(_findings(filed, said, catalogue)),
        missing=f"In dossier/{filed.file}: {_some(missing)}." if missing else "",
        reading=_reading(said, verdict),
        looked=looked,
    )


def _fields(
    filed: Filed,
    catalogue: Catalogue,
    verdict: Verdict,
    *,
    observed: str = "",
    findings: Sequence[str] = (),
    missing: str = "",
    reading: tuple[str | None, dict[str, Verdict]] = (None, {}),
    looked: Looked = (),
    broken: str = "",
) -> dict[str, Any]:
    clause = catalogue.clauses[filed.clause]
    by_text = verdict is Verdict.FAIL or filed.state is not State.FILLED_IN
    return {
        "clause": filed.clause,
        "rule": RULE,
        "verdict": verdict,
        "ground": Ground.EIS if by_text else Ground.VERSTREKT,
        "ground_source": filed.clause if by_text else f"dossier/{filed.file}",
        "expected": clause.tekst,
        "observed": mask(observed or missing),
        "findings": tuple(map(mask, findings)),
        "missing": mask(missing),
        "reading": reading[0],
        "under_other_readings": reading[1],
        "paper": paper(filed, asked(clause), looked, broken),
    }


def _observed(filed: Filed, against: Sequence[Remark]) -> str:
    if against:
        facts = _some([f"{remark.text} ({remark.field})" for remark in against])
        return f"{facts}{f'; {_signed(filed.signature)}' if filed.signature else ''}"
    if filed.signature is None:
        return "een onvolledig formulier"
    return f"“{filed.signature.statement}”, {_signed(filed.signature)}"


def _signed(signature: Signature) -> str:
    return (
        f"verklaard namens {signature.party} door {signature.author} op {dutch(signature.day)},"
        f" beoordeeld door {signature.reviewer}, geldig tot en met {dutch(signature.until)},"
        f" met {_files(signature.files)}"
    )


def _files(files: Sequence[Evidence]) -> str:
    return ", ".join(map(str, files))


def _findings(filed: Filed, said: Sequence[Remark], catalogue: Catalogue) -> Iterator[str]:
    addressee = catalogue.clauses[filed.clause].gericht_aan
    if filed.signature and filed.signature.party != addressee:
        yield f"De clausule is gericht aan {addressee}, en verklaard is namens {filed.signature.party}."
    for remark in said:
        if remark.weight is Weight.NOTED:
            yield f"{remark.text[0].upper()}{remark.text[1:]}."


def _reading(said: Sequence[Remark], verdict: Verdict) -> tuple[str | None, dict[str, Verdict]]:
    """Return the interpretation that the outcome rests on, and what it would have been under the others."""
    if verdict is Verdict.FAIL:
        return None, {}
    for remark in said:
        if remark.reading:
            return remark.reading, dict.fromkeys(remark.otherwise, Verdict.INCONCLUSIVE)
    return None, {}


def _some(texts: Sequence[str]) -> str:
    more = f"; en nog {len(texts) - MOST_REASONS}" if len(texts) > MOST_REASONS else ""
    return "; ".join(texts[:MOST_REASONS]) + more
