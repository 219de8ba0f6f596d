"""When a defect counts as noticed."""

import pytest

from toetsbank.defect_proof import DefectProof

GOOD = DefectProof(
    summary="Een defect.",
    violates=("a/1",),
    must_find=("a/2",),
    must_doubt=("a/3",),
    noticed=("a/1", "a/2", "a/3"),
    explained={"a/4": "hoort erbij"},
    unexplained=(),
)


def test_noticed_everywhere_it_must_be_is_good() -> None:
    assert GOOD.is_good


@pytest.mark.parametrize(
    "wrong",
    [{"noticed": ("a/2", "a/3")}, {"noticed": ("a/1", "a/3")}, {"noticed": ("a/1", "a/2")}, {"unexplained": ("a/5",)}],
)
def test_missed_somewhere_or_seen_where_it_is_not_is_not_good(wrong: dict[str, tuple[str, ...]]) -> None:
    assert not GOOD.model_copy(update=wrong).is_good
