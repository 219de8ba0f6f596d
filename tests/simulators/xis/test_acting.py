import pytest

from simulators.xis.acting import Acting, fits, hashed
from simulators.xis.model import User
from simulators.xis.policies.users import AccessPolicy
from simulators.xis.sessions import Refused

USER = User("beheerder-f", "900001242", frozenset({"beheerder"}), lsp=False)
ACCESS = AccessPolicy(frozenset({"beheerder"}))


def test_a_password_fits_only_what_was_made_of_it() -> None:
    kept = hashed("geheim")
    assert "geheim" not in kept
    assert hashed("geheim") != kept
    assert fits("geheim", kept)
    assert not fits("Geheim", kept)


def test_no_password_fits_nobody() -> None:
    assert hashed("") == ""
    assert not fits("", "")


def test_access_needs_the_role_and_two_factors() -> None:
    Acting(USER, two_factors=True).require(ACCESS, "dit te doen")
    with pytest.raises(Refused, match="UZI-pas"):
        Acting(USER, two_factors=False).require(ACCESS, "dit te doen")
    with pytest.raises(Refused, match="niet bevoegd"):
        Acting(USER, two_factors=True).require(AccessPolicy(frozenset({"balie"})), "dit te doen")


def test_one_factor_will_do_where_the_policy_says_so() -> None:
    Acting(USER, two_factors=False).require(AccessPolicy(frozenset({"beheerder"}), two_factors=False), "dit te doen")
