"""Which web services there are."""

from simulators.zim import routes

BATCH = "/VerstrekkingsLijstqueryBatch"
ACTION = "urn:hl7-org:v3/VerstrekkingsLijstqueryBatch_QueryResponse"


def test_batch_query_is_found_by_path_and_action() -> None:
    assert [row.id for row in routes.served_by(BATCH, f'"{ACTION}"')] == ["QURX_IN990111NL"]
    assert routes.served_by(BATCH, ACTION) == routes.served_by(BATCH, f'"{ACTION}"')


def test_action_of_another_service_is_not_served() -> None:
    assert routes.served_by("/Ping", ACTION) == ()


def test_unknown_path_serves_nothing() -> None:
    assert routes.served_at("/Bestaat-niet") == ()


def test_services_are_listed() -> None:
    assert {BATCH, "/Ping"} <= set(routes.services())


def test_everything_served_has_an_answer() -> None:
    assert all(row.antwoord for row in routes.SERVED)
