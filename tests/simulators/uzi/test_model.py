import pytest

from simulators.uzi.model import PassModel, PassRefusal
from simulators.uzi.pki import Pki

PIN = "123456"


@pytest.fixture
def model() -> PassModel:
    return PassModel()


def test_a_right_pin_opens_a_session(pki: Pki, model: PassModel) -> None:
    session = model.unlock(pki.person("arts-a"), PIN, PIN)
    assert model.session(session.id).pas.name == "arts-a/geldig"
    assert model.unlock(pki.person("arts-a"), PIN, PIN).id != session.id
    model.close(session.id)
    with pytest.raises(PassRefusal, match="beëindigd"):
        model.session(session.id)


def test_three_wrong_pins_block_a_pass(pki: Pki, model: PassModel) -> None:
    pas = pki.person("arts-a")
    for text in ("nog 2 pogingen", "nog 1 poging", "nu geblokkeerd", "is geblokkeerd"):
        with pytest.raises(PassRefusal, match=text):
            model.unlock(pas, "000000", PIN)
    with pytest.raises(PassRefusal, match="is geblokkeerd"):
        model.unlock(pas, PIN, PIN)
    assert model.unlock(pki.person("arts-b"), PIN, PIN)
    model.reset()
    assert model.unlock(pas, PIN, PIN)


def test_a_right_pin_forgives_wrong_ones(pki: Pki, model: PassModel) -> None:
    pas = pki.person("arts-a")
    for _ in range(3):
        with pytest.raises(PassRefusal, match="nog 2 pogingen"):
            model.unlock(pas, "0", PIN)
        model.unlock(pas, PIN, PIN)


def test_a_blocked_pass_stays_blocked(pki: Pki, model: PassModel) -> None:
    model.reset()
    with pytest.raises(PassRefusal, match="geblokkeerd"):
        model.unlock(pki.person("arts-a", "geblokkeerd"), PIN, PIN)


def test_taking_a_pass_out_ends_its_sessions_and_no_others(pki: Pki, model: PassModel) -> None:
    pas = pki.person("arts-a")
    sessions = [model.unlock(pas, PIN, PIN), model.unlock(pas, PIN, PIN)]
    other = model.unlock(pki.person("arts-b"), PIN, PIN)
    model.take_out(pas.name)
    for session in sessions:
        with pytest.raises(PassRefusal):
            model.session(session.id)
    assert model.session(other.id)
    with pytest.raises(PassRefusal, match="geen pas in de lezer"):
        model.unlock(pas, PIN, PIN)
    model.put_back(pas.name)
    with pytest.raises(PassRefusal):
        model.session(sessions[0].id)
    assert model.unlock(pas, PIN, PIN)


def test_no_pin_is_shown() -> None:
    assert PIN not in repr(PassModel())
