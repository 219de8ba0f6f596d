"""Running the servers of the bench, and asking their programs which suites they have."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from protocol.tls.suites import name_of
from simulators.tls import Identity
from tests.tls_bench.settings import GNUTLS, OPENSSL, TLS13, Setting
from tests.tls_peers import SECONDS, eventually

AS_MADE = os.environ | {"OPENSSL_CONF": os.devnull, "GNUTLS_SYSTEM_PRIORITY_FILE": os.devnull}
"""What the machine's own settings forbid must not change the bench."""


def available(program: str) -> bool:
    """Tell whether a program is installed."""
    return shutil.which(program) is not None


def listed(setting: Setting, version: str) -> frozenset[str]:
    """Return the suites that the program itself says it has in a version, for the certificate that it shows."""
    rows = _openssl_list(setting, version) if setting.program == OPENSSL else _gnutls_list(setting, version)
    newest = version == TLS13
    return frozenset(name_of(code) for code in rows if (code >> 8 == 0x13) is newest)


def openssl_suites(*arguments: str) -> list[tuple[int, str]]:
    """Return what ``openssl ciphers`` lists: codes, with the kind of key that each needs."""
    rows = [row.split() for row in _output(OPENSSL, "ciphers", "-V", "-s", *arguments)]
    return [(_code(row[0]), row[5].removeprefix("Au=")) for row in rows]


def gnutls_suites(priority: str) -> list[tuple[int, str, str]]:
    """Return what ``gnutls-cli --list`` lists: codes, names, and the lowest version that each can be used in."""
    rows = [row.split("\t") for row in _output("gnutls-cli", "--list", "--priority", priority) if "\t0x" in row]
    return [(_code(code), name.strip(), least) for name, code, least in rows]


def _openssl_list(setting: Setting, version: str) -> Iterator[int]:
    own = [*setting.arguments, ""]
    chosen = own[own.index("-cipher") + 1] if "-cipher" in own else "DEFAULT"
    newer = own[own.index("-ciphersuites") :][:2] if "-ciphersuites" in own else []
    flag = "-tls" + version.removeprefix("TLS ").replace(".", "_").removesuffix("_0")
    keys = ("any", "ECDSA") if setting.ecdsa else ("any", "RSA", "None")
    return (code for code, key in openssl_suites(flag, *newer, chosen) if key in keys)


def _gnutls_list(setting: Setting, version: str) -> Iterator[int]:
    own = [*setting.arguments, ""]
    priority = own[own.index("--priority") + 1] if "--priority" in own else "NORMAL"
    least_of = version.replace(" ", "")
    return (code for code, name, least in gnutls_suites(priority) if "ECDSA" not in name and least <= least_of)


def _code(text: str) -> int:
    return int(text.replace("0x", "").replace(",", "").replace(" ", ""), 16)


def _output(*command: str) -> list[str]:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS, env=AS_MADE)
    return done.stdout.splitlines()


@contextmanager
def running(
    settings: tuple[Setting, ...], rsa: Identity, ecdsa: Identity, ca: Path
) -> Iterator[dict[str, tuple[str, int]]]:
    """Run a server for each setting, and give their addresses by name when all of them accept connections."""
    with ExitStack() as stack:
        addresses: dict[str, tuple[str, int]] = {}
        for setting in settings:
            address = _free()
            command = _COMMANDS[setting.program](address[1], ecdsa if setting.ecdsa else rsa, ca)
            process = subprocess.Popen(
                [*command, *setting.arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=AS_MADE,
            )
            stack.callback(_end, process)
            addresses[setting.name] = address
        for address in addresses.values():
            eventually(lambda at=address: _accepts(at))  # type: ignore[misc]
        yield addresses


def _openssl_command(port: int, identity: Identity, ca: Path) -> list[str]:
    own = ("-cert", str(identity.certificate), "-key", str(identity.key), "-CAfile", str(ca))
    return [OPENSSL, "s_server", "-quiet", "-www", "-accept", f"127.0.0.1:{port}", *own]


def _gnutls_command(port: int, identity: Identity, ca: Path) -> list[str]:
    own = ("--x509certfile", str(identity.certificate), "--x509keyfile", str(identity.key), "--x509cafile", str(ca))
    return [GNUTLS, "--quiet", "--http", "--port", str(port), *own]


_COMMANDS: dict[str, Callable[[int, Identity, Path], list[str]]] = {
    OPENSSL: _openssl_command,
    GNUTLS: _gnutls_command,
}


def _free() -> tuple[str, int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return "127.0.0.1", int(listening.getsockname()[1])


def _accepts(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, 1).close()
    except OSError:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(SECONDS)
    if process.stdin is not None:
        process.stdin.close()
