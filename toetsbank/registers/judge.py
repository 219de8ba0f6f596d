"""The verdicts on the registers of a supplier, as fields of ``checked`` events (docs/registers.md)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from catalogue import Catalogue
from reports.verdicts import Ground, Verdict
from toetsbank.applicability import why_not
from toetsbank.identity import file_sha256
from toetsbank.outcomes import BadInput
from toetsbank.profile import Profile
from toetsbank.registers import maintenance_verdicts, outage_verdicts, uptime_verdicts
from toetsbank.registers.outcome import Case, Outcome
from toetsbank.registers.reading import ACCOUNTS, COLUMNS, MAINTENANCE, OUTAGES, UPTIME, Registers, header, read
from toetsbank.registers.shown import paper

RULE: Final = "register"
Judge = Callable[[Case], Outcome]
RULES: Final[Mapping[str, tuple[str, Judge]]] = {
    "GBX.BET.e4020.1/1": (OUTAGES, outage_verdicts.number_of_major),
    "GBX.BET.e4020.1/2": (OUTAGES, outage_verdicts.solving_major),
    "GBX.BET.e4010.1/1": (OUTAGES, outage_verdicts.number_of_minor),
    "GBX.BET.e4010.1/2": (OUTAGES, outage_verdicts.solving_minor),
    "GBX.BES.e4020.2/1": (MAINTENANCE, maintenance_verdicts.number_of_jobs),
    "GBX.BES.e4020.2/2": (MAINTENANCE, maintenance_verdicts.length_of_jobs),
    "GBX.BES.e4020.2/3": (MAINTENANCE, maintenance_verdicts.hours_of_jobs),
    "GBX.BES.e4020.2/4": (MAINTENANCE, maintenance_verdicts.notice_of_jobs),
    "GBX.BES.e4010/2": (UPTIME, uptime_verdicts.of_gbz_or_gbp),
    "GBX.BES.e4010/3": (UPTIME, uptime_verdicts.of_gbk),
    "GBX.BES.e4010/4": (UPTIME, uptime_verdicts.of_gbo),
}
"""By clause: the register that decides it, and how."""


def judge(folder: Path | None, profile: Profile, catalogue: Catalogue, today: date) -> Iterator[dict[str, Any]]:
    """Yield the fields of a ``checked`` event for every clause that registers decide and that binds this SUT.

    ``folder`` may be None or absent; ``today`` is the date of the report. Raises RegisterError with every mistake in
    the registers, before anything is judged.
    """
    registers = read(folder) if folder else Registers()
    case = Case(registers, profile, catalogue, today)
    files = {each["naam"]: each["sha256"] for each in supplied(folder)}
    for clause, (file, rule) in RULES.items():
        if not why_not(catalogue, clause, profile.pics):
            outcome = rule(case) if _present(registers)[file] else _absent(case, clause, file)
            yield _fields(case, clause, file, outcome) | {"paper": paper(case, file, files)}


def in_folder(profile: Profile, folder: Path) -> Profile:
    """Return a profile whose registers are in another folder; raises BadInput if that is no folder."""
    if not folder.is_dir():
        raise BadInput(f"De map met registers {folder} bestaat niet; noem een map met {', '.join(COLUMNS)}.")
    return profile.model_copy(update={"registers": folder})


def supplied(folder: Path | None) -> tuple[dict[str, str], ...]:
    """Return the registers in a folder as evidence: name and SHA-256 of each file."""
    paths = [folder / file for file in COLUMNS] if folder else []
    return tuple(
        {"naam": path.name, "versie": "", "vorm": RULE, "sha256": file_sha256(path)} for path in paths if path.is_file()
    )


def _present(registers: Registers) -> Mapping[str, bool]:
    return {
        OUTAGES: registers.outages is not None,
        MAINTENANCE: registers.maintenance is not None,
        UPTIME: registers.uptime is not None,
    }


def _absent(case: Case, clause: str, file: str) -> Outcome:
    return Outcome(
        Verdict.NOT_TESTED,
        case.catalogue.clauses[clause].tekst.rstrip("."),
        "geen register",
        missing=f"Het register {file} ontbreekt; de kop is {header(file)}",
        ground=Ground.EIS,
        source=clause,
    )


def _fields(case: Case, clause: str, file: str, outcome: Outcome) -> dict[str, Any]:
    supplied_ = outcome.ground is Ground.VERSTREKT
    return {
        "clause": clause,
        "rule": RULE,
        "verdict": outcome.verdict,
        "ground": outcome.ground,
        "ground_source": "; ".join(part for part in (file if supplied_ else "", outcome.source) if part),
        "expected": outcome.expected,
        "observed": outcome.observed,
        "findings": (*outcome.findings, *_expired(case, file)),
        "population": outcome.population,
        "missing": outcome.missing,
    }


def _expired(case: Case, file: str) -> tuple[str, ...]:
    account = (case.registers.accounts or {}).get(file)
    if account is None or account.until >= case.today:
        return ()
    return (f"{ACCOUNTS}: waarvoor {account.author} bij {file} instond, gold tot en met {account.until:%Y-%m-%d}.",)
