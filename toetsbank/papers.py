"""What the front door prints of the catalogue: its page, its questions, its differences, and the literal text."""

from collections.abc import Mapping
from pathlib import Path

import typer

from catalogue import Catalogue, load
from catalogue.comparison import Comparison
from catalogue.local_text import NO_COPY, Literal
from catalogue.local_text import load as load_copy
from reports import catalogue_pages
from toetsbank import difference
from toetsbank import profile as profile_
from toetsbank import questions as questions_
from toetsbank.outcomes import BadInput
from toetsbank.scenarios import read as read_scenarios


def literal(folder: Path | None) -> Mapping[str, Literal]:
    """Return the literal text that ``toetsbank bron --uit`` stored in a folder; raises LocalTextError."""
    return NO_COPY if folder is None else load_copy(folder).literal()


def differences(found: Comparison, old: Path, new: Path, profile: Path | None) -> str:
    """Return the differences between two editions and what must be done again; raises BadInput for a bad profile."""
    sut = profile_.load(profile) if profile else None
    todo = difference.again(found, load(), read_scenarios(), sut)
    return difference.describe(found, todo, str(old), str(new))


def questions(catalogue: Catalogue, out: Path | None) -> int:
    """Print the questions, or write them to a file; returns the exit code."""
    text = questions_.questions(catalogue)
    if out is None:
        typer.echo(text, nl=False)
    else:
        _write(out, text)
    return 0


def catalogue_page(catalogue: Catalogue, out: Path, found: Mapping[str, Literal]) -> int:
    """Write the page of the catalogue and show its denominators; returns the exit code."""
    _write(out, catalogue_pages.render(catalogue, found))
    for row in catalogue_pages.denominators(catalogue):
        clauses = "" if row.clauses is None else f"{row.clauses:5d} clausules"
        typer.echo(f"{row.requirements:5d} eisen {clauses:15s}  {row.name}")
    typer.echo(f"Catalogus: {out}")
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} is niet te schrijven: {error.strerror}. Kies een ander bestand bij --uit.") from error
