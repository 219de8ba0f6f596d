"""Names and addresses that are none are refused with a sentence."""

import pytest

from simulators.lsp.model import Names


def test_the_locations_have_addresses() -> None:
    assert [Names().address_at(location) for location in (1, 2)] == ["127.0.0.1", "127.0.0.2"]


def test_the_second_location_need_not_be_there() -> None:
    with pytest.raises(ValueError, match="geen locatie 2"):
        Names(locations=("127.0.0.1",)).address_at(2)


@pytest.mark.parametrize(
    ("names", "hint"),
    [
        ({"zim": "zim"}, "'zim' is geen hostnaam"),
        ({"zim": "zim.toetsbank.test."}, "geen hostnaam"),
        ({"others": {"-x.test": "127.0.0.1"}}, "'-x.test'"),
        ({"locations": ("127.0.0.1", "hier")}, "'hier' is geen IPv4-adres"),
        ({"others": {"xis.test": "::1"}}, "'::1'"),
        ({"locations": ("127.0.0.1", "127.0.0.1")}, "hetzelfde adres"),
        ({"locations": ()}, "een of twee locaties, geen 0"),
    ],
)
def test_what_is_wrong_is_said(names: dict[str, object], hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        Names(**names)  # type: ignore[arg-type]
