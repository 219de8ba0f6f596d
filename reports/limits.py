"""What a report cannot say, in Dutch sentences, derived from the run itself."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reports.counts import REQUIREMENTS_IN_SOURCE
from reports.model import Counts, ProofState, RequirementResult, Run

PREPARES = (
    "Dit rapport bereidt voor op de acceptatie door VZVZ en vervangt die niet: "
    "alleen VZVZ besluit of een systeem op het LSP mag aansluiten."
)


def limits(
    run: Run,
    counts: Counts,
    proof: ProofState,
    requirements: Iterable[RequirementResult],
    profile: Mapping[str, Any],
) -> tuple[str, ...]:
    """Return the limits of a run, the most far-reaching first."""
    open_requirements = sum(not requirement.clauses for requirement in requirements)
    return (
        *_of_run(run, profile),
        *_of_coverage(counts, open_requirements),
        *_of_proof(counts, proof),
        "De tegenpartijen (ZIM, UZI-register en andere) zijn nagebootst naar openbare en verstrekte "
        "beschrijvingen; het echte LSP kan zich anders gedragen.",
        "Een oordeel geldt voor wat in deze run is waargenomen, met de populatie die erbij staat, en alleen "
        "voor de versie en de configuratie die hierboven staan.",
    )


def _of_run(run: Run, profile: Mapping[str, Any]) -> Iterator[str]:
    if run.mode == "ingebed":
        yield (
            "Getoetst is het referentiesysteem van de toetsbank zelf, op een klok die de toetsbank verzet; "
            "over een ander systeem zegt dit rapport niets."
        )
    if run.selection:
        yield f"Er is een selectie gedraaid ({run.selection}); wat daarbuiten valt is niet getoetst."
    if not run.finished:
        yield "De run is niet afgerond: het logboek heeft geen einde. Oordelen over alle waarnemingen samen ontbreken."
    bind = str(profile.get("tegenpartijen", {}).get("bind", ""))
    if bind and not bind.startswith("127.") and bind not in ("localhost", "::1"):
        yield f"De toetsbank luisterde buiten de eigen machine ({bind}); verkeer van anderen is niet uitgesloten."


def _of_coverage(counts: Counts, open_requirements: int) -> Iterator[str]:
    if open_requirements:
        yield (
            f"{open_requirements} van de {REQUIREMENTS_IN_SOURCE} eisen zijn nog niet in clausules uitgewerkt "
            "en dus niet getoetst."
        )
    if counts.on_unconfirmed_reading:
        yield (
            f"{counts.on_unconfirmed_reading} van {counts.judgements} oordelen hangen af van een lezing die VZVZ "
            "niet heeft bevestigd."
        )
    if counts.not_all_carried_out:
        yield (
            f"{counts.not_all_carried_out} van {counts.judgements} oordelen “voldoet” rusten op een deel: scenario's "
            "die een ontbrekende handeling of het verstrijken van tijd vragen zijn niet uitgevoerd."
        )
    if counts.on_assumption:
        yield (
            f"{counts.on_assumption} van {counts.judgements} oordelen rusten op een aanname van de toetsbank "
            "over de tegenpartij of de berichtvorm."
        )


def _of_proof(counts: Counts, proof: ProofState) -> Iterator[str]:
    if not proof.present:
        yield "Er is geen bewijs dat de controles kunnen mislukken (toetsbank prove); alle oordelen zijn onbewezen."
        return
    yield (
        "“Bewezen door” betekent: op het referentiesysteem, met defecten van dezelfde makers; bij dossier en "
        "registers: op het voorbeeld ervan. "
        f"{counts.unproven} van {counts.judgements} oordelen zijn onbewezen."
    )
    if not proof.of_this_version:
        made = f" ({proof.made_with})" if proof.made_with else ""
        yield f"Het bewijs is niet met precies deze versie van de toetsbank gemaakt{made}."
