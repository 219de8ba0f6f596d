"""Each fact that is checked has words for a reader, and no words are without a fact."""

from toetsbank.dossier.facts import FACTS
from toetsbank.dossier.facts.words import WORDS


def test_each_fact_has_words_of_its_own() -> None:
    assert WORDS.keys() == FACTS.keys()
    assert len(set(WORDS.values())) == len(WORDS)
    assert [words for words in WORDS.values() if words[0].isupper() or words.endswith(".")] == []
