import pytest

from simulators.uzi.routes import Route, find, methods, pass_of


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/cdp/server-g1.crl", Route("crl", "server-g1")),
        ("HEAD", "/cdp/server-g1.crl", Route("crl", "server-g1")),
        ("GET", "/cacerts/root-g3.cer", Route("ca", "root-g3")),
        ("GET", "/v1/certificaten", Route("certificaat")),
        ("GET", "/v1/passen", Route("passen")),
        ("GET", "/v1/passen/arts-a--geldig", Route("pas", "arts-a--geldig")),
        ("GET", "/v1/passen/arts-a%2Fgeldig", Route("pas", "arts-a/geldig")),
        ("POST", "/v1/passen/arts-a--geldig/log-in", Route("log-in", "arts-a--geldig")),
        ("GET", "/v1/sessies/abc", Route("sessie", "abc")),
        ("DELETE", "/v1/sessies/abc", Route("sessie-eind", "abc")),
        ("POST", "/v1/ondertekeningen", Route("ondertekening")),
    ],
)
def test_known_paths(method: str, path: str, route: Route) -> None:
    assert find(method, path) == route


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/cdp/.crl"),
        ("GET", "/cdp/a/b.crl"),
        ("GET", "/cdp/../index.json"),
        ("POST", "/cdp/server-g1.crl"),
        ("GET", "/v1/passen/"),
        ("PUT", "/v1/passen/arts-a"),
        ("POST", "/v1/passen//log-in"),
        ("GET", "/v1/passen/arts-a/geldig"),
    ],
)
def test_unknown_paths(method: str, path: str) -> None:
    assert find(method, path) is None


def test_methods_of_a_path() -> None:
    assert methods("/v1/sessies/a") == ("GET", "DELETE")
    assert methods("/nergens") == ()


@pytest.mark.parametrize("text", ["arts-a--verlopen", "arts-a/verlopen"])
def test_a_pass_in_a_path(text: str) -> None:
    assert pass_of(text) == ("arts-a", "verlopen")
    assert pass_of("arts-a") == ("arts-a", "geldig")
