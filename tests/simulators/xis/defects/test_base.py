from typing import TYPE_CHECKING

from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class Vergeetachtig(Defect):
    """Het XIS vergeet alles.

    Meer hierover hoort niet bij de zin.
    """

    def apply(self, xis: "Xis") -> None:
        xis.active_defects = ("vergeten",)


def test_a_defect_is_named_by_its_class_and_told_by_its_first_line() -> None:
    defect = Vergeetachtig()
    assert (defect.name, defect.summary, defect.system_type) == ("Vergeetachtig", "Het XIS vergeet alles.", "GBZ")
    assert defect.violates == defect.findings == ()
