from reports.proof import NO_PROOF, Proof


def test_names_the_defects_of_a_clause() -> None:
    assert Proof({"X.1/1": ("A", "B")}).of("X.1/1") == ("A", "B")
    assert NO_PROOF.of("X.1/1") == ()
