"""The one front door: python -m toetsbank. Messages are Dutch; exit codes as in DESIGN section 2.7."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from catalogue import Catalogue, CatalogueError, load
from catalogue.local_text import LocalTextError
from catalogue.model import SystemType
from reports.build import results_of, write_all
from reports.exit_code import Completeness, exit_code
from reports.log import LogError, read
from reports.proof import NO_PROOF, Proof
from reports.results import NoRun
from toetsbank import bron as bron_
from toetsbank import (
    collateral,
    difference,
    dossier,
    dossier_cli,
    papers,
    pki_cli,
    proof,
    registers,
    scenarios,
    serve,
    where,
    zoek_cli,
)
from toetsbank import doctor as doctor_
from toetsbank import profile as profile_
from toetsbank.eventlog import RunFolderBusy
from toetsbank.outcomes import BadInput, Interrupted
from toetsbank.runner import Request, new_folder, opened
from toetsbank.selection import clauses_in, decidable_clauses, resolve

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Toetsbank voor de AORTA-eisen."
)
app.add_typer(pki_cli.app, name="pki", help="De certificaten voor een systeem van een leverancier.")
app.add_typer(dossier_cli.app, name="dossier", help="Verklaringen over wat geen bericht laat zien.")
app.add_typer(zoek_cli.app, name="zoek", help="Zoek of gegevens van een run ergens leesbaar zijn opgeslagen.")

BAD_INPUT = 2
BENCH_AT_FAULT = 4
STOPPED = 130
P = ParamSpec("P")

Out = Annotated[Path | None, typer.Option("--out", help="Map voor logboek en rapporten; standaard runs/<moment>.")]
ProfilePath = Annotated[
    Path | None, typer.Option("--profile", help="Profiel van het systeem; zonder: de referentie-XIS.")
]
Select = Annotated[str, typer.Option("-m", help="Alias, clausule of uitdrukking, bijvoorbeeld GBX.CON.e4080.5/5.")]
Copy = Annotated[
    Path | None, typer.Option("--bron", help="Map die toetsbank bron met --uit maakte: de letterlijke tekst erbij.")
]
Workers = Annotated[int, typer.Option("-n", min=0, max=16, help="Aantal werkprocessen; 0 is dit proces zelf.")]


def _guarded(command: Callable[P, int]) -> Callable[P, None]:
    """Turn bad input into one sentence and exit code 2, and a number into an exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except Interrupted as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(STOPPED) from error
        except (BadInput, RunFolderBusy, CatalogueError, LocalTextError, LogError, NoRun) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(BAD_INPUT) from error
        raise typer.Exit(code)

    return run


@app.command("run")
@_guarded
def run_(
    out: Out = None,
    profile: ProfilePath = None,
    select: Select = "",
    workers: Workers = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Zet een afgebroken run in --out voort.")] = False,
    basis: Annotated[
        Path | None, typer.Option("--basis", help="Eerdere run: wat die besliste moet nu ook beslist zijn.")
    ] = None,
    complete: Annotated[bool, typer.Option("--volledig", help="Onbesliste clausules tellen als niet voldaan.")] = False,
    type_: Annotated[SystemType, typer.Option("--type", help="Soort systeem van de referentie-XIS.")] = SystemType.GBZ,
    copy: Copy = None,
    folder: Annotated[
        Path | None, typer.Option("--registers", help="Map met registers (CSV) in plaats van die van het profiel.")
    ] = None,
    judged_on: Annotated[
        datetime | None,
        typer.Option(
            "--peildatum",
            formats=["%Y-%m-%d"],
            help="Datum van het oordeel over registers en dossier; standaard vandaag.",
        ),
    ] = None,
    statements: Annotated[
        Path | None, typer.Option("--dossier", help="Map met formulieren in plaats van die van het profiel.")
    ] = None,
) -> int:
    """Toets een systeem en schrijf de rapporten."""
    if profile and workers:
        raise BadInput("Met --profile loopt één scenario tegelijk in één proces; laat -n weg.")
    sut = profile_.load(profile) if profile else profile_.embedded(type_)
    if folder:
        sut = registers.in_folder(sut, folder)
    if statements:
        sut = dossier.in_folder(sut, statements)
    catalogue = load()
    expression = resolve(select, catalogue, decidable_clauses())
    request = Request(out or new_folder(), sut, profile is None, expression, workers, resume)
    if judged_on and judged_on.date() > request.judged_on:
        raise BadInput(f"De peildatum {judged_on:%Y-%m-%d} ligt in de toekomst; kies vandaag of een eerdere dag.")
    if judged_on:
        request = replace(request, judged_on=judged_on.date())
    completeness = Completeness.EVERYTHING if complete else Completeness.WHAT_WAS_JUDGED
    return _test(request, catalogue, basis, completeness, copy)


@app.command()
@_guarded
def volg(
    profile: Annotated[Path, typer.Option("--profile", help="Profiel van het systeem.")],
    out: Out = None,
    copy: Copy = None,
) -> int:
    """Kijk alleen: oordeel over al het verkeer dat het systeem uit zichzelf stuurt."""
    watched = profile_.load(profile).model_copy(update={"upper_tester": None})
    request = Request(out or new_folder(), watched, False, "volg")
    return _test(request, load(), None, Completeness.WHAT_WAS_JUDGED, copy)


def _test(request: Request, catalogue: Catalogue, basis: Path | None, complete: Completeness, copy: Path | None) -> int:
    profile_.check_readings(request.profile, catalogue)
    if request.profile.registers:
        registers.read(request.profile.registers)
    literal = papers.literal(copy)
    baseline = results_of(basis, catalogue) if basis else None
    if not request.embedded:
        doctor_.require_ready(request.profile)
    with opened(request, catalogue) as run:
        run.execute()
        run.judge_traffic(clauses_in(request.selection, catalogue))
        run.judge_registers(clauses_in(request.selection, catalogue))
        run.judge_dossier(clauses_in(request.selection, catalogue))
        code = exit_code(results_of(request.folder, catalogue), baseline, complete)
        run.finish(code)
    where.summary(write_all(request.folder, catalogue, _proof(), literal), request.folder)
    return code


@app.command()
@_guarded
def prove(
    out: Out = None,
    select: Select = "",
    workers: Workers = 2,
    check: Annotated[
        bool,
        typer.Option("--check", help="Bevestig het vastgelegde bewijs, met minder scenario's per defect."),
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Elk defect tegen alle scenario's: toon wat het elders laat mislukken.")
    ] = False,
) -> int:
    """Laat zien dat elk defect van de referentie-XIS, van een dossier en van een register wordt opgemerkt."""
    catalogue = load()
    expression = resolve(select, catalogue, decidable_clauses())
    clauses = clauses_in(expression, catalogue)
    runs = proof.planned(clauses)
    if everything:
        runs = collateral.everywhere(runs, catalogue)
    elif check:
        runs = proof.narrowed(runs, scenarios.read())
    folder = out or new_folder()
    request = Request(folder, profile_.embedded(), True, expression, workers, defects=runs)
    with opened(request, catalogue) as run:
        run.execute()
        outcome = proof.with_papers(proof.evaluate(read(folder), catalogue, runs, clauses), catalogue, clauses)
        code = 0 if outcome.is_good else 1
        run.finish(code)
    (folder / "proof.json").write_text(outcome.text(), encoding="utf-8")
    typer.echo(proof.matrix(outcome))
    if everything:
        typer.echo(collateral.lines(collateral.collateral(read(folder), catalogue)))
    typer.echo(" ".join(f"{name}: {value}" for name, value in proof.summary(outcome).items()))
    if check:
        return _confirm(outcome)
    if not select and code == 0:
        proof.COMMITTED.write_text(outcome.text(), encoding="utf-8")
    return code


def _confirm(outcome: proof.ProofFile) -> int:
    """Say whether the committed proof still holds; returns the exit code."""
    committed = proof.load()
    if committed is not None and outcome.confirms(committed):
        return 0
    state = "ontbreekt" if committed is None else "is verouderd" if outcome.is_good else "wordt niet bevestigd"
    typer.echo(f"Het vastgelegde bewijs {state}; vernieuw het met: python -m toetsbank prove")
    return 1


@app.command()
@_guarded
def report(folder: Annotated[Path, typer.Argument(help="Map van een run.")], copy: Copy = None) -> int:
    """Schrijf de rapporten van een run opnieuw uit het logboek."""
    where.summary(write_all(folder, load(), _proof(), papers.literal(copy)), folder)
    return 0


@app.command("where")
@_guarded
def where_(
    name: Annotated[str, typer.Argument(help="Alias of clausule.")],
    out: Out = None,
) -> int:
    """Toon waar een eis staat: catalogus, scenario's, stappen, defecten, laatste oordeel en bewijs."""
    typer.echo(where.describe(name, load(), out))
    return 0


@app.command()
@_guarded
def matrix(
    check: Annotated[bool, typer.Option("--check", help="Meld of de vastgelegde matrix verouderd is.")] = False,
) -> int:
    """Maak de traceerbaarheidsmatrix in reports/generated opnieuw."""
    return (where.check_matrix if check else where.write_matrix)(load(), _proof())


@app.command()
@_guarded
def doctor(profile: ProfilePath = None) -> int:
    """Loop de keten naar het systeem na en stop bij de eerste schakel die hapert."""
    return doctor_.show(profile_.load(profile) if profile else None)


@app.command("serve")
@_guarded
def serve_(profile: Annotated[Path, typer.Option("--profile", help="Profiel met de adressen.")]) -> int:
    """Start de tegenpartijen op de adressen van het profiel, om met de hand te gebruiken."""
    return serve.until_interrupted(profile_.load(profile))


@app.command()
@_guarded
def bron(
    document: Annotated[Path, typer.Argument(help="Eigen kopie van de AORTA eisen: PDF of tekst.")],
    out: Annotated[Path | None, typer.Option("--uit", help="Bewaar de letterlijke tekst in deze map.")] = None,
    beside: Annotated[Path | None, typer.Option("--naast", help="Een kopie van de editie van de catalogus.")] = None,
) -> int:
    """Lees een eigen kopie van de eisen en vergelijk haar met de catalogus."""
    catalogue = load()
    found = bron_.examine(bron_.read(document), catalogue, bron_.earlier_texts(beside, out))
    typer.echo(bron_.describe(found, catalogue))
    if out:
        typer.echo(f"Letterlijke tekst in {bron_.store(out, found, catalogue)}; de map houdt zichzelf buiten git.")
    return 0 if found.is_good else 1


@app.command("diff")
@_guarded
def diff_(
    old: Annotated[Path, typer.Argument(metavar="OUD", help="Map van een catalogus, of een document.")],
    new: Annotated[Path, typer.Argument(metavar="NIEUW", help="Map van een catalogus, of een document.")],
    profile: ProfilePath = None,
) -> int:
    """Vergelijk twee edities, en zeg wat er voor dit systeem opnieuw te doen is."""
    found = difference.differences(old, new)
    typer.echo(papers.differences(found, old, new, profile))
    return 0 if found.is_equal else 1


@app.command()
@_guarded
def vragen(out: Annotated[Path | None, typer.Option("--uit", help="Bestand; zonder: op het scherm.")] = None) -> int:
    """Druk alles af waarop VZVZ antwoord kan geven, als genummerde lijst."""
    return papers.questions(load(), out)


@app.command()
@_guarded
def catalogus(
    out: Annotated[
        Path | None, typer.Option("--uit", help="Het HTML-bestand; standaard catalogus.html, met --bron in die map.")
    ] = None,
    copy: Copy = None,
) -> int:
    """Schrijf de catalogus als één HTML-pagina: eisen, clausules, noemers, en wat geldt voor wie."""
    return papers.catalogue_page(load(), out or (copy or Path()) / "catalogus.html", papers.literal(copy))


def _proof() -> Proof:
    known = proof.load()
    return known.proof() if known else NO_PROOF
