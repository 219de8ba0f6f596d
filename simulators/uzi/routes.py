"""Which resources the register offers, and how a pass is written in a path."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

_ROUTES: Final[tuple[tuple[str, str, str], ...]] = (
    ("GET", "/cdp/*.crl", "crl"),
    ("GET", "/cacerts/*.cer", "ca"),
    ("GET", "/v1/certificaten", "certificaat"),
    ("GET", "/v1/passen", "passen"),
    ("GET", "/v1/passen/*", "pas"),
    ("POST", "/v1/passen/*/log-in", "log-in"),
    ("GET", "/v1/sessies/*", "sessie"),
    ("DELETE", "/v1/sessies/*", "sessie-eind"),
    ("POST", "/v1/ondertekeningen", "ondertekening"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """A resource that was asked for: its name, and what stood in the place of the asterisk."""

    name: str
    argument: str = ""


def find(method: str, path: str) -> Route | None:
    """Return the resource at a percent-encoded path, None if there is none. HEAD counts as GET."""
    method = "GET" if method == "HEAD" else method
    for known, pattern, name in _ROUTES:
        head, star, tail = pattern.partition("*")
        if known != method:
            continue
        if not star:
            if path == pattern:
                return Route(name)
        elif path.startswith(head) and path.endswith(tail) and len(path) > len(head) + len(tail):
            argument = path[len(head) : len(path) - len(tail)]
            if "/" not in argument:
                return Route(name, unquote(argument))
    return None


def methods(path: str) -> tuple[str, ...]:
    """Return the methods with which a path can be asked for."""
    return tuple(method for method in ("GET", "POST", "DELETE") if find(method, path) is not None)


def pass_of(argument: str) -> tuple[str, str]:
    """Return person and variant of ``arts-a--geldig`` or ``arts-a/geldig``; the variant is geldig if there is none."""
    person, found, variant = argument.replace("/", "--").partition("--")
    return person, variant if found else "geldig"
