"""Known deviations that the profile accepts: with a reason, and not for ever (DESIGN section 4)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reports.mask import mask
from reports.model import Waiver
from reports.verdicts import Verdict


class Waivers:
    """The deviations of a profile, as of the day a run ended."""

    def __init__(self, profile: Mapping[str, Any], day: date) -> None:
        """Read the list ``afwijkingen``; ``geldig_tot`` is the last day on which a deviation has effect."""
        self._day = day
        self._all: Sequence[Mapping[str, Any]] = profile.get("afwijkingen", ())

    def accepts(self, clause: str) -> Mapping[str, Any] | None:
        """Return the deviation that has effect on a clause that fails, if there is one."""
        return next((found for found in self._all if found.get("clausule") == clause and not self._flaw(found)), None)

    def results(self, verdicts: Mapping[str, Verdict]) -> tuple[Waiver, ...]:
        """Return all deviations with what came of them, given the verdict of every clause."""
        return tuple(
            Waiver(
                clause=str(found.get("clausule", "")),
                reason=mask(str(found.get("reden", ""))),
                valid_until=str(found.get("geldig_tot", "")),
                outcome=self._outcome(found, verdicts),
            )
            for found in self._all
        )

    def _outcome(self, found: Mapping[str, Any], verdicts: Mapping[str, Verdict]) -> str:
        verdict = verdicts.get(str(found.get("clausule", "")))
        if verdict is None:
            return "zonder gevolg: deze clausule staat niet in de catalogus"
        if flaw := self._flaw(found):
            return f"zonder gevolg: {flaw}"
        if verdict is not Verdict.WAIVED:
            return f"niet gebruikt: het oordeel is “{verdict}”"
        return "afwijking aanvaard: voldoet niet, maar is geaccepteerd"

    def _flaw(self, found: Mapping[str, Any]) -> str:
        """Return why a deviation has no effect, or nothing."""
        if not str(found.get("reden", "")).strip():
            return "er staat geen reden bij"
        try:
            until = date.fromisoformat(str(found.get("geldig_tot", "")))
        except ValueError:
            return "“geldig_tot” is geen datum als 2026-12-31"
        return "" if until >= self._day else f"verlopen op {until.isoformat()}"
