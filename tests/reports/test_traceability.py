from reports.proof import NO_PROOF, Proof
from reports.traceability import build
from tests.reports.samples import CLAUSE, catalogue, clause, requirement

NORMS = catalogue(
    requirement(clause(1, plaats="item 1 | a"), clause(2, reden="geen waarde in de bron"), aliassen=("GBX.VBD.e4010",)),
    requirement(alias="GBX.VBD.e4020", paragraaf="3.1", domein="organisatie", reden="nog niet uitgewerkt"),
)
SCENARIOS = {CLAUSE: (("features/applicatie/x.feature", "een"), ("features/applicatie/x.feature", "twee"))}


def test_shows_per_clause_what_decides_and_proves_it() -> None:
    text = build(NORMS, SCENARIOS, Proof({CLAUSE: ("B", "A")}))
    assert (
        f"| {CLAUSE} | item 1 \\| a | leverancier | moet | meekijken | features/applicatie/x.feature: een<br>"
        "features/applicatie/x.feature: twee | A, B |  |\n"
    ) in text
    assert "| GBX.VBD.e4010.1/2 | item 2 | leverancier | moet | meekijken |  |  | geen waarde in de bron |" in text
    assert "ook GBX.VBD.e4010" in text
    assert "nog niet uitgewerkt" in text
    assert text.index("## Applicatie") < text.index("## Organisatie")


def test_counts_what_it_shows() -> None:
    text = build(NORMS, SCENARIOS, NO_PROOF)
    assert "| eisen | 2 |" in text
    assert "| clausules | 2 |" in text
    assert "| waarvan met een scenario | 1 |" in text
    assert "| waarvan met een scenario en bewezen | 0 |" in text
    assert "| waarvan zonder scenario, met reden | 1 |" in text
    assert "| onbewezen |" in text
    assert text.endswith("\n")
