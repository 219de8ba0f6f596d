"""Text with holes."""

import pytest

from simulators.zim.template import Template


def test_every_marker_is_replaced_wherever_it_stands() -> None:
    template = Template("[a] en [b], weer [a]", ("[a]", "[b]"))

    assert template.fill({"[a]": "1", "[b]": "[a]"}) == "1 en [a], weer 1"
    assert template.fill({"[a]": "2", "[b]": "3"}) == "2 en 3, weer 2"


def test_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Template("[a]", ("[a]",)).fill({})
