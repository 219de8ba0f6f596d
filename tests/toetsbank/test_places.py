"""Where counterparties are and under which names, by a profile."""

from toetsbank.places import Places, own_name
from toetsbank.profile import Counterparties, Profile, Sut


def profile(address: str | None = None, **side: object) -> Profile:
    return Profile(sut=Sut(product="Ons HIS", adres=address), tegenpartijen=Counterparties.model_validate(side))


def test_places_are_those_of_the_profile() -> None:
    at = Places.of(profile(bind="127.0.0.4", zim_poort=8444, tweede_locatie="127.0.0.5", dns_poort=5353))
    assert (at.host, at.zim_port, at.second, at.dns_port, at.ntp_port) == ("127.0.0.4", 8444, "127.0.0.5", 5353, None)


def test_names_lead_to_the_places() -> None:
    names = Places(host="127.0.0.4", second=None).names({"xis.toetsbank.test": "127.0.0.9"})
    assert names is not None
    assert (names.zim, names.locations) == ("zim.toetsbank.test", ("127.0.0.4",))
    assert {"crl.toetsbank.test": "127.0.0.4", "xis.toetsbank.test": "127.0.0.9"}.items() <= names.others.items()
    assert Places(dns_port=None).names({}) is None


def test_sut_has_a_name_where_its_address_is_one_of_ipv4() -> None:
    assert own_name(profile("127.0.0.9:9443")) == {"xis.toetsbank.test": "127.0.0.9"}
    assert own_name(profile("[::1]:9443")) == own_name(profile("his.intern:9443")) == own_name(profile()) == {}
