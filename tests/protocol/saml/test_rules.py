from protocol import soap
from protocol.saml import rules
from protocol.saml.rules import Failure, refuse


def test_a_refusal_says_what_the_sender_is_told() -> None:
    refusal = refuse("T-13", "het token is verlopen")
    assert refusal.fault == soap.MESSAGE_EXPIRED
    assert refusal.faultstring == "Security token is niet (meer) geldig"
    assert refusal.detail == "SIM-TIM-01"
    assert str(refusal) == "T-13: het token is verlopen"


def test_another_failure_may_belong_to_the_same_rule() -> None:
    assert refuse("T-13", "nog niet", rules.NOT_YET_VALID).detail == "SIM-TIM-02"


def test_every_rule_of_the_specification_has_a_failure() -> None:
    # T-22 is not visible on the wire: the ZIM does not check it.
    assert list(rules.BY_RULE) == [f"T-{number:02d}" for number in range(1, 22)]


def test_detail_codes_belong_to_one_failure() -> None:
    failures = [value for value in vars(rules).values() if isinstance(value, Failure)]
    assert len({failure.detail for failure in failures}) == len(set(failures))
