"""Judging a clause: every judgement names what was expected, what was observed, and the ground it rests on."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from catalogue.model import Reading
from reports.verdicts import Ground, Verdict, under_reading
from toetsbank.outcomes import Failed, Inconclusive

Record = Callable[[dict[str, Any]], None]


def ground_under(outcomes: Mapping[str, bool]) -> Ground:
    """Return what a judgement rests on: the reading only if the readings differ, else the requirement itself."""
    return Ground.LEZING if len(set(outcomes.values())) > 1 else Ground.EIS


def weaker_note(reading: str, chosen: str, strictest: str) -> str:
    """Return the finding that belongs to a pass under the chosen reading that the strictest one would not give."""
    return f"Voldoet onder lezing {reading} ({chosen}), niet onder de strengste ({strictest})."


class Judge:
    """Judge the one clause that the running scenario decides.

    ``supplied_forms`` are the assumed message forms (spec/) that the supplier of this SUT has confirmed with his own
    specification; on any other assumed form a SUT cannot fail.
    """

    def __init__(
        self,
        clause: str,
        record: Record,
        readings: Mapping[str, Reading],
        chosen: Mapping[str, str],
        forms: Iterable[str],
    ) -> None:
        self.clause = clause
        self._record = record
        self._readings = readings
        self._chosen = chosen
        self._forms = frozenset(forms)
        self.verdicts: list[Verdict] = []

    def decide(
        self,
        satisfied: bool,
        *,
        expected: str,
        observed: str,
        observations: Iterable[str] = (),
        ground: Ground = Ground.EIS,
        source: str = "",
        assumed_form: str | None = None,
        findings: Iterable[str] = (),
    ) -> None:
        """Judge by a text that can be read in one way; raises Failed or Inconclusive.

        ``assumed_form`` names a message form of the counterpart that spec/ only assumes.
        """
        supplied = assumed_form is None or assumed_form in self._forms
        fields = {
            "expected": expected,
            "observed": observed,
            "observations": tuple(observations),
            "ground": ground if supplied else Ground.AANNAME,
            "ground_source": source or self.clause,
            "findings": tuple(findings),
        }
        if satisfied:
            self._check(Verdict.PASS, **fields)
        elif not supplied or ground is Ground.AANNAME:
            missing = f"Berichtvorm niet verstrekt: {assumed_form or 'een aanname van de toetsbank'}; {observed}."
            self._check(Verdict.INCONCLUSIVE, missing=missing, **fields)
        else:
            self._check(Verdict.FAIL, **fields)

    def decide_under(
        self,
        reading: str,
        outcomes: Mapping[str, bool],
        *,
        expected: str,
        observed: str,
        observations: Iterable[str] = (),
        findings: Iterable[str] = (),
    ) -> None:
        """Judge by a debatable text: ``outcomes`` tells for each of its readings whether the SUT satisfies it."""
        known = self._readings[reading]
        chosen = self._chosen.get(reading, known.gekozen)
        verdict, weaker = under_reading(outcomes, chosen, known.strengste)
        notes = list(findings)
        if weaker:
            notes.append(weaker_note(reading, chosen, known.strengste))
        ground = ground_under(outcomes)
        self._check(
            verdict,
            expected=expected,
            observed=observed,
            observations=tuple(observations),
            ground=ground,
            ground_source=reading if ground is Ground.LEZING else self.clause,
            reading=reading,
            under_other_readings={
                name: Verdict.PASS if met else Verdict.FAIL for name, met in outcomes.items() if name != chosen
            },
            findings=tuple(notes),
            missing=f"Hangt af van {reading}." if verdict is Verdict.INCONCLUSIVE else "",
        )

    def does_not_apply(self, *, expected: str, observed: str, observations: Iterable[str] = ()) -> None:
        """Say that the clause's own condition did not occur."""
        self._check(
            Verdict.NOT_APPLICABLE,
            expected=expected,
            observed=observed,
            observations=tuple(observations),
            ground=Ground.EIS,
            ground_source=self.clause,
        )

    def _check(self, verdict: Verdict, **fields: Any) -> None:
        self.verdicts.append(verdict)
        self._record({"clause": self.clause, "verdict": verdict, **fields})
        if verdict is Verdict.FAIL:
            raise Failed(self.clause, fields["expected"], fields["observed"], fields["observations"])
        if verdict is Verdict.INCONCLUSIVE:
            raise Inconclusive(fields["missing"])
