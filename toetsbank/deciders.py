"""What can decide a clause: scenarios, a rule over all traffic, a register, a form of the dossier; only this knows all.

Selecting (``-m``), finding (``where``) and comparing editions (``diff``) all ask here, so that they cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from toetsbank import passive, registers
from toetsbank.dossier.forms import file_of, forms
from toetsbank.registers.reading import header
from toetsbank.scenarios import Scenario

DOSSIER: Final = "dossier"
REGISTERS: Final = "registers"
"""Where forms and registers stand beside a profile that does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Deciders:
    """What can decide one clause; empty where there is nothing of a kind."""

    scenarios: tuple[Scenario, ...] = ()
    rule: str = ""
    """The name of the rule over all traffic."""
    register: str = ""
    """The file, as a reader finds it: ``registers/storingen.csv``."""
    header: str = ""
    """The header of that file."""
    form: str = ""
    """The file with its form: ``dossier/GBX.ALG.e4010.toml``."""
    is_extra: bool = False
    """The form may be added, but something else decides the clause too."""

    def __bool__(self) -> bool:
        """Tell whether anything decides the clause."""
        return bool(self.scenarios or self.rule or self.register or self.form)


def deciders(clause: str, scenarios: Iterable[Scenario]) -> Deciders:
    """Return what can decide a clause; ``scenarios`` are all there are."""
    file = registers.RULES[clause][0] if clause in registers.RULES else ""
    form = forms().clausules.get(clause)
    return Deciders(
        scenarios=tuple(scenario for scenario in scenarios if clause in scenario.tags),
        rule=passive.RULES[clause][0] if clause in passive.RULES else "",
        register=f"{REGISTERS}/{file}" if file else "",
        header=header(file) if file else "",
        form=f"{DOSSIER}/{file_of(clause)}" if form else "",
        is_extra=form is not None and form.may_be_absent,
    )


def decidable(scenarios: Iterable[Scenario]) -> frozenset[str]:
    """Return all clauses that something can decide, and the names that select a scenario beside them."""
    tags = frozenset(tag for scenario in scenarios for tag in scenario.tags)
    return tags | passive.RULES.keys() | registers.RULES.keys() | forms().clausules.keys()
