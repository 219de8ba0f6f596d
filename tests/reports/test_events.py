import pytest
from pydantic import ValidationError

from reports.events import EVENT, RunFinished


def test_a_line_becomes_the_event_of_its_type() -> None:
    line = '{"type":"run-finished","writer":"1-bank","n":1,"time":"2026-03-02T09:00:00Z","exit_code":0,"seconds":1.5}'
    event = EVENT.validate_json(line)
    assert isinstance(event, RunFinished)
    assert EVENT.validate_json(event.model_dump_json()) == event


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        EVENT.validate_python({"type": "run-finished", "writer": "x", "n": 1, "time": "", "exit_code": 0, "extra": 1})
