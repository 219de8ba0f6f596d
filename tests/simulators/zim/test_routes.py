"""Which web services there are."""

from simulators.zim import routes


def test_batch_query_is_found_by_path_and_action() -> None:
    (operation,) = routes.operations_at("/VerstrekkingsLijstqueryBatch")

    assert operation.action == "urn:hl7-org:v3/VerstrekkingsLijstqueryBatch_QueryResponse"
    assert operation.accepts("QURX_IN990111NL") == routes.MEDICATION_LIST
    assert operation.accepts("COMT_IN118118") is None


def test_unknown_path_has_no_operations() -> None:
    assert routes.operations_at("/Bestaat-niet") == ()


def test_interaction_is_known_wherever_it_is_offered() -> None:
    assert routes.interaction("COMT_IN118118") == routes.PING
    assert routes.interaction("QURX_IN000000NL") is None


def test_services_are_listed() -> None:
    assert routes.services() == ("/Ping", "/VerstrekkingsLijstqueryBatch")
