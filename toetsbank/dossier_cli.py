"""The dossier from the command line: writing its empty forms, and naming every gap in it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from catalogue import CatalogueError, load
from toetsbank import profile as profile_
from toetsbank.dossier import check as check_
from toetsbank.dossier import forms
from toetsbank.dossier.model import State
from toetsbank.dossier.values import Wrong, evidence
from toetsbank.outcomes import BadInput

app = typer.Typer(no_args_is_help=True)
BAD_INPUT = 2
ProfilePath = Annotated[Path, typer.Option("--profile", help="Profiel van het systeem.")]
Folder = Annotated[
    Path | None, typer.Option("--dossier", help="Map met de formulieren; standaard die van het profiel.")
]


@app.command()
def init(
    profile: ProfilePath,
    dossier: Folder = None,
    files: Annotated[
        list[Path] | None, typer.Option("--bestand", help="Stuk in die map waarvan u de regel met SHA-256 wilt.")
    ] = None,
) -> None:
    """Schrijf de lege formulieren voor dit systeem; wat er al staat blijft zoals het is."""
    try:
        sut, folder = _open(profile, dossier)
        lines = [_line(folder, path) for path in files or ()]
        written, kept = forms.write_empty(folder, load(), sut.pics)
    except (BadInput, CatalogueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from error
    typer.echo(f"{len(written)} formulieren geschreven in {folder}; {len(kept)} bestonden al en bleven zoals ze waren.")
    for line in lines:
        typer.echo(line)


@app.command()
def check(profile: ProfilePath, dossier: Folder = None) -> None:
    """Noem alles wat er aan het dossier ontbreekt of niet klopt."""
    try:
        sut, folder = _open(profile, dossier)
        catalogue = load()
    except (BadInput, CatalogueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from error
    today = date.today()
    found = check_.read(folder, sut, catalogue, today)
    gaps = tuple(check_.gaps(found, sut, today))
    for gap in gaps:
        typer.echo(str(gap))
    for filed in found.filed.values():
        if filed.state is State.WITHHELD:
            typer.echo(f"{filed.file}, {filed.clause}: niet geleverd, met als reden: {filed.reason}")
    filled = sum(filed.state is State.FILLED_IN for filed in found.filed.values())
    typer.echo(f"{filled} clausules ingevuld; {len(gaps)} punten om te herstellen.")
    raise typer.Exit(BAD_INPUT if gaps else 0)


def _open(profile: Path, dossier: Path | None) -> tuple[profile_.Profile, Path]:
    sut = profile_.load(profile)
    folder = dossier or sut.dossier
    if folder is None:
        raise BadInput(f"Het profiel {profile} noemt geen map voor het dossier; geef haar met --dossier.")
    return sut, folder


def _line(folder: Path, path: Path) -> str:
    name = path.resolve()
    if not name.is_relative_to(folder.resolve()):
        raise BadInput(f"Het stuk {path} ligt buiten {folder}; zet het in die map, bijvoorbeeld in stukken/.")
    try:
        found = evidence(folder, name.relative_to(folder.resolve()).as_posix())
    except Wrong as wrong:
        raise BadInput(f"{wrong}.") from wrong
    return f'{{ bestand = "{found.name}", sha256 = "{found.sha256}" }}'
