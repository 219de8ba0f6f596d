import pytest

from protocol import ids
from protocol.ids import InstanceIdentifier


def test_an_identifier_and_its_urn_are_the_same_thing() -> None:
    urn = "urn:IIroot:2.16.528.1.1007.3.3:IIext:90000123"
    assert InstanceIdentifier(ids.URA, "90000123").urn() == urn
    assert InstanceIdentifier.from_urn(f"\n  {urn} ") == InstanceIdentifier(ids.URA, "90000123")


def test_the_urn_of_the_zim_is_the_one_of_the_specification() -> None:
    assert ids.ZIM.urn() == "urn:IIroot:2.16.840.1.113883.2.4.6.6:IIext:1"


@pytest.mark.parametrize(
    "text", ["", "90000123", "urn:oid:2.16.528.1.1007.3.3.90000123", "urn:IIroot::IIext:1", "urn:IIroot:1.2:IIext:"]
)
def test_what_is_no_urn_gets_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="urn:IIroot:<OID>:IIext:<nummer>"):
        InstanceIdentifier.from_urn(text)


def test_a_log_shows_root_and_extension() -> None:
    assert str(ids.application("90000001")) == "2.16.840.1.113883.2.4.6.6^90000001"


@pytest.mark.parametrize(("one", "other", "same"), [("00057279", "57279", True), ("57279", "57278", False)])
def test_leading_zeros_of_a_ura_do_not_count(one: str, other: str, same: bool) -> None:
    assert ids.same_ura(one, other) is same


def test_the_old_form_of_a_ura_is_known() -> None:
    assert ids.ura_of_old_form("urn:oid:2.16.528.1.1007.3.3.90000123") == "90000123"
    assert ids.ura_of_old_form("urn:oid:2.16.528.1.1007.3.1.90000123") is None
