import subprocess
import sys
from pathlib import Path

import pytest

from simulators.xis.defects import UnknownDefect, all_defects, defects_named

ROOT = Path(__file__).resolve().parents[4]


def test_every_defect_has_a_name_of_its_own_a_sentence_and_a_clause() -> None:
    defects = all_defects()
    assert len({defect.name for defect in defects}) == len(defects)
    for defect in defects:
        assert defect.summary.endswith(".")
        assert defect.violates or defect.undecided or defect.findings
        assert not {*defect.violates, *defect.findings} & {*defect.undecided}
        assert not set(defect.also) & {*defect.violates, *defect.findings, *defect.undecided}
        assert defects_named((defect.name,)) == (defect,)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownDefect, match=r"'Niets' bestaat niet; kies uit .*StuurtZonderTls"):
        defects_named(("Niets",))


def test_names_and_clauses_can_be_had_without_a_xis() -> None:
    code = "import sys, simulators.xis.defects; print(any('application' in m or 'sqlite3' in m for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
