"""Denominators: of how many the report speaks, each time it gives a number (DESIGN section 9)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from catalogue.model import Means
from reports.model import ClauseResult, Count, Counts, RequirementResult
from reports.verdicts import WORST_FIRST, Ground, Verdict

REQUIREMENTS_IN_SOURCE = 121
"""How many requirements the edition has that the catalogue was made from."""

DECIDED = frozenset({Verdict.FAIL, Verdict.WAIVED, Verdict.DECLARED, Verdict.PASS})
UNDECIDED = frozenset({Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, Verdict.NORM_MISSING})
_JUDGED = DECIDED | {Verdict.INCONCLUSIVE, Verdict.NORM_MISSING}

SEEN: Mapping[Means, str] = {
    "netwerk": "lijn",
    "tijd": "lijn",
    "belasting": "lijn",
    "scherm": "systeem",
    "log": "systeem",
    "opslag": "systeem",
    "register": "papier",
    "dossier": "papier",
}
"""Where the observation of a clause is made: on the wire, at the screen and in the store, or on paper."""

Choice = Callable[[ClauseResult], bool]


def count(requirements: Sequence[RequirementResult], checks: int, scenarios: int, observations: int) -> Counts:
    """Count requirements and clauses; only counted clauses, unless a row says otherwise."""
    counted = [clause for requirement in requirements for clause in requirement.clauses if clause.counted]
    judged = [clause for clause in counted if is_judged(clause)]
    return Counts(
        denominators=tuple(_denominators(requirements)),
        requirement_verdicts=_by_verdict(requirement.verdict for requirement in requirements),
        clause_verdicts=_by_verdict(clause.verdict for clause in counted),
        judgements=len(judged),
        on_unconfirmed_reading=sum(clause.rests_on_unconfirmed_reading for clause in judged),
        on_assumption=sum(clause.ground is Ground.AANNAME for clause in judged),
        norm_missing=sum(clause.verdict is Verdict.NORM_MISSING for clause in judged),
        not_all_carried_out=sum(bool(clause.not_carried_out) for clause in judged),
        unproven=sum(not clause.proven_by for clause in judged),
        findings=sum(len(clause.findings) for requirement in requirements for clause in requirement.clauses),
        checks=checks,
        scenarios=scenarios,
        observations=observations,
    )


def is_judged(clause: ClauseResult) -> bool:
    """Tell whether something was judged of a clause: a check was made, and the bench was not at fault."""
    return bool(clause.checks) and clause.verdict in _JUDGED


def _by_verdict(verdicts: Iterable[Verdict]) -> dict[Verdict, int]:
    found = Counter(verdicts)
    return {verdict: found[verdict] for verdict in WORST_FIRST}


def _denominators(requirements: Sequence[RequirementResult]) -> Iterable[Count]:
    clauses = [clause for requirement in requirements for clause in requirement.clauses]
    yield Count(name="in deze editie", requirements=REQUIREMENTS_IN_SOURCE, clauses=len(clauses))
    yield Count(
        name="uitgewerkt in clausules",
        requirements=sum(bool(requirement.clauses) for requirement in requirements),
        clauses=len(clauses),
        explanation="van de overige eisen staan alleen titel en kenmerken in de catalogus",
    )
    yield Count(
        name="telt niet mee",
        requirements=sum(
            bool(requirement.clauses) and not any(clause.counted for clause in requirement.clauses)
            for requirement in requirements
        ),
        clauses=sum(not clause.counted for clause in clauses),
        explanation="toestemmingen (mag) en gedrag van het LSP",
    )
    yield Count(
        name="niet van toepassing",
        requirements=sum(requirement.verdict is Verdict.NOT_APPLICABLE for requirement in requirements),
        clauses=sum(clause.counted and not clause.applicable for clause in clauses),
        explanation="uitgesloten door wat het systeem zegt te zijn, of doordat de voorwaarde zich niet voordeed",
    )
    yield Count(
        name="van toepassing",
        requirements=sum(requirement.verdict is not Verdict.NOT_APPLICABLE for requirement in requirements),
        clauses=sum(clause.counted and clause.applicable for clause in clauses),
    )
    for name, explanation, choice in _ROWS:
        yield _row(requirements, name, explanation, choice)
    undecided = _row(requirements, "niet beslist", "", lambda clause: clause.verdict in UNDECIDED)
    open_requirements = sum(not requirement.clauses for requirement in requirements)
    yield undecided.model_copy(
        update={
            "requirements": undecided.requirements + open_requirements,
            "explanation": "eisen zonder clausules zijn niet beslist",
        }
    )


def _row(requirements: Sequence[RequirementResult], name: str, explanation: str, choice: Choice) -> Count:
    """Count the clauses that apply and fit, and the requirements that have one."""
    fitting = [
        sum(clause.counted and clause.applicable and choice(clause) for clause in requirement.clauses)
        for requirement in requirements
    ]
    return Count(name=name, requirements=sum(map(bool, fitting)), clauses=sum(fitting), explanation=explanation)


def _decided_by(where: str) -> Choice:
    return lambda clause: clause.verdict in DECIDED and SEEN[clause.means] == where


_ROWS: tuple[tuple[str, str, Choice], ...] = (
    ("gericht aan de leverancier", "", lambda clause: clause.addressee == "leverancier"),
    (
        "gericht aan anderen",
        "zorgaanbieder, beheer, servicedesk: aanvullende maatregelen bij de klant",
        lambda clause: clause.addressee != "leverancier",
    ),
    ("beslist op de lijn", "netwerk, tijd, belasting", _decided_by("lijn")),
    ("beslist in het systeem", "scherm, log, opslag", _decided_by("systeem")),
    ("beslist op papier", "register, dossier", _decided_by("papier")),
    (
        "voldoet onder aanname",
        "de tegenpartij of berichtvorm is een aanname van de toetsbank",
        lambda clause: clause.verdict is Verdict.PASS and clause.ground is Ground.AANNAME,
    ),
    (
        "voldoet, niet alles uitgevoerd",
        "een goedkopere weg besliste; voor andere scenario's ontbrak een handeling of de tijd",
        lambda clause: bool(clause.not_carried_out),
    ),
    (
        "hangt af van een lezing",
        "niet bevestigd; het oordeel is anders onder een andere lezing",
        lambda clause: clause.rests_on_unconfirmed_reading,
    ),
    ("norm ontbreekt", "gemeten, maar zonder waarde in de bron", lambda clause: clause.verdict is Verdict.NORM_MISSING),
)
