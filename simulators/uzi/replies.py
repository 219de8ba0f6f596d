"""Answers of the register, before they become HTTP."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; ``summary`` is what the journal says of it."""

    status: int
    body: bytes = field(repr=False)
    content_type: str
    summary: str
    broken: bool = False
    """Break the connection instead of answering."""


def bytes_reply(content: bytes, content_type: str, summary: str) -> Reply:
    """Return a success with a file."""
    return Reply(200, content, content_type, summary)


def json_reply(value: dict[str, Any], summary: str, status: int = 200) -> Reply:
    """Return a JSON object."""
    return Reply(status, json.dumps(value, ensure_ascii=False).encode(), "application/json", summary)


def refusal(status: int, message: str) -> Reply:
    """Return an error with a Dutch sentence in ``melding``."""
    return json_reply({"melding": message}, f"HTTP {status}: {message}", status)
