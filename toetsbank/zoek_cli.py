"""The search program: python -m toetsbank zoek. It runs where the store is, and writes counts, names and hashes."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from reports.log import LogError
from toetsbank.search import canaries as canaries_
from toetsbank.search.canaries import PLANT_NAME, Canaries, SearchError
from toetsbank.search.collect import of_run
from toetsbank.search.result import FOUND, NOTHING, as_json, verdict
from toetsbank.search.walking import Search, Searcher

app = typer.Typer(no_args_is_help=True)
BAD_INPUT = 2
EXIT_CODES = {NOTHING: 0, FOUND: 1}
UNDECIDED = 3
_STEP = 1 << 30

CanaryFile = Annotated[Path, typer.Option("--kanaries", help="Bestand dat 'zoek kanaries' schreef.")]


@app.command()
def kanaries(
    run: Annotated[Path, typer.Option("--run", help="Map van een run.")],
    out: Annotated[Path, typer.Option("--out", help="Waar het bestand komt.")] = Path("kanaries.json"),
    population: Annotated[
        Path | None, typer.Option("--populatie", help="CSV met de testpatiënten; dan tellen hun namen mee.")
    ] = None,
) -> None:
    """Verzamel wat een run in het systeem bracht: BSN's, token-id's en namen."""
    try:
        found = of_run(run, population)
        _write(out, found.text())
    except (SearchError, LogError) as error:
        raise _refused(error) from error
    typer.echo(f"{len(found.canaries)} kanaries in {out}. Plaats nu de geplante kanarie met 'zoek plant'.")


@app.command()
def plant(
    canary_file: CanaryFile,
    folders: Annotated[list[Path], typer.Argument(help="Mappen die doorzocht gaan worden.")],
) -> None:
    """Zet de kanarie die gevonden moet worden leesbaar naast de opslag."""
    try:
        found = canaries_.load(canary_file)
        for folder in folders:
            if not folder.is_dir():
                raise SearchError(f"{folder} is geen map; wijs de map van de opslag aan.")
            _write(folder / PLANT_NAME, f"{found.planted}\n")
            typer.echo(f"Geplaatst: {folder / PLANT_NAME}")
    except SearchError as error:
        raise _refused(error) from error


@app.command()
def doorzoek(
    canary_file: CanaryFile,
    places: Annotated[list[Path], typer.Argument(help="Opslag, logs, back-ups, opnamen: bestanden of mappen.")],
    out: Annotated[Path, typer.Option("--out", help="Waar de uitslag komt.")] = Path("zoekuitslag.json"),
) -> None:
    """Zoek of iets uit de run leesbaar in deze bestanden staat; schrijft aantallen, namen en hashes, nooit inhoud."""
    try:
        wanted = canaries_.load(canary_file)
        search = Searcher(wanted, skipped=(canary_file, out)).search(tuple(places), _Progress())
        text = as_json(search, wanted)
        _write(out, text)
    except SearchError as error:
        raise _refused(error) from error
    raise typer.Exit(_told(search, wanted, out, text))


class _Progress:
    """Says now and then how far the search is."""

    def __init__(self) -> None:
        self._next = _STEP

    def __call__(self, search: Search) -> None:
        if search.size >= self._next:
            self._next = search.size + _STEP
            typer.echo(f"  {search.files} bestanden, {search.size >> 20} MiB", err=True)


def _told(search: Search, wanted: Canaries, out: Path, text: str) -> int:
    said, reasons = verdict(search)
    read = search.size + search.unpacked
    speed = read / search.seconds / 1e6 if search.seconds else 0.0
    typer.echo(
        f"{search.files} bestanden en {search.members} leden, {read / 1e6:.0f} MB in {search.seconds:.1f} s"
        f" ({speed:.0f} MB/s), {len(wanted.canaries)} kanaries."
    )
    for place in search.places[:20]:
        typer.echo(f"  {place.path}: {sum(place.hits.values())} treffers")
    for reason in reasons:
        typer.echo(f"  {reason}")
    typer.echo(f"Uitslag: {said}. Zie {out} (SHA-256 {hashlib.sha256(text.encode()).hexdigest()}).")
    return EXIT_CODES.get(said, UNDECIDED)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SearchError(f"{path} is niet te schrijven: {error.strerror}; kies een andere plaats.") from error


def _refused(error: Exception) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(BAD_INPUT)
