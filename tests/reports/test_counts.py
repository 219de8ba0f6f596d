from reports.results import build
from reports.verdicts import Ground, Verdict
from tests.reports.samples import LogBuilder, catalogue, clause, reading, requirement


def test_denominators_are_explicit() -> None:
    norms = catalogue(
        requirement(
            clause(1),
            clause(2, waarneming="scherm"),
            clause(3, waarneming="dossier", gericht_aan="zorgaanbieder"),
            clause(4, modaliteit="mag"),
            clause(5, gericht_aan="lsp"),
            clause(6, rol="KIS"),
            clause(7),
        ),
        requirement(alias="GBX.VBD.e4020", paragraaf="2.2", reden="nog niet uitgewerkt"),
        readings=[reading()],
    )
    log = LogBuilder().start()
    name = "GBX.VBD.e4010.1/{}".format
    log.scenario(ground=Ground.AANNAME, scenario="x::1")
    under = {"streng": Verdict.FAIL}
    log.scenario(clause=name(2), scenario="x::2", reading="INT-90", under_other_readings=under)
    log.scenario(Verdict.DECLARED, clause=name(3), scenario="x::3")
    log.scenario(Verdict.NORM_MISSING, clause=name(7), scenario="x::7")
    counts = build(log.finish().events, norms).counts
    assert {row.name: (row.requirements, row.clauses) for row in counts.denominators} == {
        "in deze editie": (121, 7),
        "uitgewerkt in clausules": (1, 7),
        "telt niet mee": (0, 2),
        "niet van toepassing": (0, 1),
        "van toepassing": (2, 4),
        "gericht aan de leverancier": (1, 3),
        "gericht aan anderen": (1, 1),
        "beslist op de lijn": (1, 1),
        "beslist in het systeem": (1, 1),
        "beslist op papier": (1, 1),
        "niet beslist": (2, 1),
        "voldoet onder aanname": (1, 1),
        "voldoet, niet alles uitgevoerd": (0, 0),
        "hangt af van een lezing": (1, 1),
        "norm ontbreekt": (1, 1),
    }
    assert (counts.judgements, counts.on_unconfirmed_reading, counts.on_assumption, counts.norm_missing) == (4, 1, 1, 1)
    assert counts.unproven == 4
    assert sum(counts.requirement_verdicts.values()) == 2
    assert sum(counts.clause_verdicts.values()) == 5


def test_only_what_was_judged_is_a_judgement() -> None:
    log = LogBuilder().start()
    log.scenario(Verdict.ERROR)
    log.end_scenario(log.begin_scenario(scenario="x::2"), scenario="x::2")
    assert build(log.finish().events, catalogue(requirement(clause()))).counts.judgements == 0
