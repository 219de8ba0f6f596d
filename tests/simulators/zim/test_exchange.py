"""Values of an exchange."""

from simulators.zim.exchange import Facts, Reply, Request


def test_nothing_is_known_of_a_message_that_was_not_read() -> None:
    first, second = Facts(), Facts()
    first.refused.append("x")

    assert second.refused == []
    assert second.foreign is None


def test_answers_are_xml_unless_said_otherwise() -> None:
    assert Reply(200, b"", Facts()).content_type == "text/xml; charset=utf-8"
    assert Request("POST", "/").version == (1, 1)
