import json

from simulators.uzi.replies import bytes_reply, json_reply, refusal


def test_replies_say_what_they_are() -> None:
    assert bytes_reply(b"x", "text/plain", "iets").status == 200
    assert json.loads(json_reply({"a": "é"}, "iets", 201).body) == {"a": "é"}
    answer = refusal(403, "Nee.")
    assert (answer.status, answer.summary, json.loads(answer.body)) == (403, "HTTP 403: Nee.", {"melding": "Nee."})


def test_the_representation_shows_no_body() -> None:
    assert "geheim" not in repr(json_reply({"sessie": "geheim"}, "ingelogd"))
