"""Which clauses bind this SUT, by its PICS; the same rule that the reports use."""

from catalogue import Catalogue
from reports.pics import Pics as Claims
from toetsbank.profile import Pics


def why_not(catalogue: Catalogue, clause: str, pics: Pics) -> str:
    """Return the claim that makes a clause not applicable, as a Dutch phrase; empty if it applies."""
    return Claims.of({"pics": pics.model_dump(mode="json")}).exclusion(catalogue.clauses[clause])
