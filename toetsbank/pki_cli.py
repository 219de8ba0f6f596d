"""Certificates for a SUT that is not ours: made once, kept for years, with every wrong variant in them."""

from pathlib import Path
from typing import Annotated

import typer

from simulators.clock import Clock
from simulators.uzi import Pki, PkiError
from toetsbank import profile as profile_
from toetsbank.outcomes import BadInput
from toetsbank.runner import CRL_HOST, sut_names

app = typer.Typer(no_args_is_help=True)
YEARS = 3
CA_KEY_BITS = 4096


@app.command()
def init(
    profile: Annotated[Path, typer.Option("--profile", help="Profiel van het systeem.")],
    request: Annotated[
        Path | None,
        typer.Option("--aanvraag", help="Certificaataanvraag (CSR, PEM) van het systeem om te ondertekenen."),
    ] = None,
) -> None:
    """Maak de certificaten van dit profiel en toon wat waar geladen moet worden."""
    try:
        sut = profile_.load(profile)
        _init(sut, request)
    except (BadInput, PkiError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _init(sut: profile_.Profile, request: Path | None) -> None:
    if (sut.pki / "index.json").exists():
        pki = Pki.load(sut.pki)
        typer.echo(f"De certificaten in {sut.pki} bestaan al en blijven zoals ze zijn.")
    else:
        typer.echo(f"Certificaten maken in {sut.pki}; dit duurt met sleutels van {CA_KEY_BITS} bits tot een minuut.")
        crl_host = f"{CRL_HOST}:{sut.tegenpartijen.uzi_poort}"
        pki = Pki.create(sut.pki, clock=Clock(), names=sut_names(sut, crl_host), key_bits=CA_KEY_BITS, years=YEARS)
    if request is not None:
        try:
            signed = pki.sign_request(request.read_bytes())
        except OSError as error:
            raise BadInput(f"De aanvraag {request} is niet te lezen: {error.strerror}.") from error
        target = request.with_suffix(".crt.pem")
        target.write_bytes(signed)
        typer.echo(f"Ondertekend certificaat: {target}")
    typer.echo(pki.loading_list())
