"""The memory of the ZIM."""

from simulators.zim.model import KEEP_MESSAGE_IDS, MessageIds, ZimModel, application, belongs, may_query
from simulators.zim.settings import HUISARTSPRAKTIJK, Application, ZimSettings


def test_message_id_is_known_until_its_time_is_over() -> None:
    ids = MessageIds()
    ids.add("1.2^a", 1000.0)

    assert ids.knows("1.2^a", 1000.0)
    assert ids.knows("1.2^a", 1000.0 + KEEP_MESSAGE_IDS - 1)
    assert not ids.knows("1.2^a", 1000.0 + KEEP_MESSAGE_IDS)
    assert not ids.knows("1.2^b", 1000.0)


def test_old_message_ids_are_forgotten_when_others_come() -> None:
    ids = MessageIds(keep=60)
    ids.add("oud", 0.0)
    ids.add("nieuw", 60.0)

    assert len(ids) == 1


def test_number_of_message_ids_is_bounded() -> None:
    ids = MessageIds(most=3)
    for number in range(10):
        ids.add(str(number), float(number))

    assert len(ids) == 3
    assert ids.knows("9", 9.0)
    assert not ids.knows("6", 9.0)


def test_ids_of_the_zim_are_unique_and_differ_between_runs() -> None:
    first, later = ZimModel(1000.0), ZimModel(1001.0)

    handed_out = {first.next_id() for _ in range(100)} | {later.next_id() for _ in range(100)}

    assert len(handed_out) == 200


def test_application_is_looked_up_in_the_settings() -> None:
    assert application(ZimSettings(), "90000001") == HUISARTSPRAKTIJK
    assert application(ZimSettings(), "90000009") is None


def test_uzi_certificate_belongs_by_its_ura() -> None:
    line = Application("1", "00000123", ("xis.toetsbank.test",))

    assert belongs(line, ura="123", dns_names=())
    assert not belongs(line, ura="90000456", dns_names=("xis.toetsbank.test",))


def test_other_certificate_belongs_by_its_host_name() -> None:
    line = Application("1", "90000123", ("xis.toetsbank.test",))

    assert belongs(line, ura=None, dns_names=("xis.toetsbank.test",))
    assert not belongs(line, ura=None, dns_names=("ander.toetsbank.test",))


def test_role_decides_who_may_query() -> None:
    assert may_query(ZimSettings(), "01.015")
    assert not may_query(ZimSettings(), "30.000")
    assert may_query(ZimSettings(), "")
    assert may_query(ZimSettings(roles=("30",)), "30.000")
