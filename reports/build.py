"""Writing all reports of a run into its folder; the event log is only read."""

from collections.abc import Mapping
from pathlib import Path

from catalogue.loader import Catalogue
from catalogue.local_text import NO_COPY, Literal
from reports import csv_, html, json_, junit, log, paper_pages
from reports.model import Results
from reports.proof import NO_PROOF, Proof
from reports.results import build


def results_of(run_folder: Path, catalogue: Catalogue, proof: Proof = NO_PROOF) -> Results:
    """Return the results of a run folder; raises LogError or NoRun, each one Dutch sentence."""
    found = log.read_log(run_folder)
    return build(found.events, catalogue, proof, found.remarks)


def write_all(
    run_folder: Path, catalogue: Catalogue, proof: Proof = NO_PROOF, literal: Mapping[str, Literal] = NO_COPY
) -> Results:
    """Write report.html, dossier.html, report.json, matrix.csv and junit.xml into a run folder; returns the results.

    ``literal`` has the words of the source by clause id and alias; only the HTML pages show them.
    Each file is replaced as a whole, so that a reader never sees half of one.
    """
    results = results_of(run_folder, catalogue, proof)
    _replace(run_folder / "report.html", html.render(results, run_folder / "payloads", literal).encode())
    _replace(run_folder / "dossier.html", paper_pages.render(results, literal).encode())
    _replace(run_folder / "report.json", json_.render(results).encode())
    _replace(run_folder / "matrix.csv", csv_.render(results))
    _replace(run_folder / "junit.xml", junit.render(results))
    return results


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.nieuw")
    draft.write_bytes(content)
    draft.replace(path)
