"""Reading feature files without running them."""

from pathlib import Path

import pytest

from toetsbank.outcomes import BadInput
from toetsbank.scenarios import FEATURES, read, read_file

TEXT = """\
# language: nl
@GBX.XYZ.e1.1
Functionaliteit: Naam

  Achtergrond:
    Stel iets

  @GBX.XYZ.e1.1/1
  Regel: Eerste

    Achtergrond:
      Stel nog iets

    @script
    Scenario: Een, met é en 5 minuten
      Als er wat gebeurt
      Dan is het zo

  @GBX.XYZ.e1.1/2
  Regel: Tweede

    @zim
    Abstract Scenario: Een reeks
      Als "<a>" en "<b>"
      Dan is het zo

      @los
      Voorbeelden:
        | a | b |
        | 1 | 2 |
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "GBX.XYZ.e1.1.feature"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_scenario_inherits_tags_and_backgrounds(path: Path) -> None:
    first, second = read_file(path)
    assert first.tags == {"GBX.XYZ.e1.1", "GBX.XYZ.e1.1/1", "script"}
    assert [step.text for step in first.steps] == ["iets", "nog iets", "er wat gebeurt", "is het zo"]
    assert second.tags == {"GBX.XYZ.e1.1", "GBX.XYZ.e1.1/2", "zim"}
    assert [step.text for step in second.steps][:1] == ["iets"], "the background of another rule is not its own"
    assert "nog iets" not in [step.text for step in second.steps]


def test_outline_has_its_columns(path: Path) -> None:
    first, second = read_file(path)
    assert (first.columns, second.columns) == ((), (("a", "b"),))
    assert second.example_tags == ("los",)


def test_scenario_knows_the_node_ids_of_its_own_and_no_others(path: Path) -> None:
    first, second = read_file(path)
    assert second.owns(second.function)
    assert second.owns(f"{second.function}[1-2]")
    assert not second.owns(f"{second.function}_anders")
    assert not first.owns(second.function)


@pytest.mark.parametrize("text", ["", "# language: nl\n", "Functionaliteit: zonder taalregel\n", "Zomaar iets\n"])
def test_text_that_is_no_gherkin_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "fout.feature"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"fout\.feature"):
        list(read_file(path))


def test_features_of_this_checkout_have_names_from_its_root() -> None:
    found = read(FEATURES)
    assert found
    assert all(scenario.feature.startswith("features/") for scenario in found)
