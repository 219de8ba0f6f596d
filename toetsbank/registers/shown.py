"""What stands behind a computed figure, as reports show it: which files, over which time, kept and reviewed by whom."""

from collections.abc import Mapping
from typing import Final

from reports.mask import mask_value
from reports.paper import Paper, PaperFile
from toetsbank.registers import texts
from toetsbank.registers.outcome import Case
from toetsbank.registers.reading import ACCOUNTS, LOAD, MAINTENANCE, OUTAGES, PERIODS, UPTIME, header

FOLDER: Final = "registers"
BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    OUTAGES: (MAINTENANCE, PERIODS),
    MAINTENANCE: (LOAD, PERIODS),
    UPTIME: (MAINTENANCE, OUTAGES),
}
"""Which other registers the judgement of one looks at, where they are there."""


def paper(case: Case, file: str, sums: Mapping[str, str]) -> Paper:
    """Return what stands behind the judgements on a register; ``sums`` are the SHA-256 of the files that are there."""
    there = file in sums
    account = (case.registers.accounts or {}).get(file)
    used = [name for name in (file, *BESIDE[file], ACCOUNTS) if there and name in sums]
    made = Paper(
        kind="register",
        file=f"{FOLDER}/{file}",
        state="volledig" if there else "ontbreekt",
        asked=f"een register met als kop {header(file)}",
        remedy=_remedy(case, file, there),
        author=account.author if account else _sources(case, file),
        reviewer=account.reviewer if account else "",
        day=account.day.isoformat() if account else "",
        until=account.until.isoformat() if account else "",
        period=texts.period(case.period),
        files=tuple(PaperFile(name=name, sha256=sums[name]) for name in used),
    )
    return Paper.model_validate(mask_value(made.model_dump()))


def _remedy(case: Case, file: str, there: bool) -> str:
    if not there:
        return (
            f"Houd het bij in een rekenblad, bewaar het als {FOLDER}/{file} naast het profiel,"
            " en toets opnieuw; docs/registers.md beschrijft elke kolom."
        )
    if file in (case.registers.accounts or {}):
        return ""
    return f"Zet in {FOLDER}/{ACCOUNTS} wie dit register bijhield en wie het nakeek; de kop is {header(ACCOUNTS)}."


def _sources(case: Case, file: str) -> str:
    """Return who or what saw the system up or down; the other registers name nobody."""
    rows = (case.registers.uptime or ()) if file == UPTIME else ()
    return texts.listed(dict.fromkeys(row.source for row in rows))
