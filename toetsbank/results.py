"""Reading the results of a run folder."""

from pathlib import Path

from catalogue import Catalogue
from reports.log import read_log
from reports.model import Results
from reports.proof import NO_PROOF, Proof
from reports.results import build


def results_of(folder: Path, catalogue: Catalogue, proof: Proof = NO_PROOF) -> Results:
    """Judge what the event log of a run says; raises LogError for a folder without one."""
    log = read_log(folder)
    return build(log.events, catalogue, proof, log.remarks)
