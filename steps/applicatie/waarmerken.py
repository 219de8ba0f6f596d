"""Steps about the certificate for TLS, which does not sign what is sent over it."""

from pytest_bdd import then

from steps.deciding import decide, names_of
from toetsbank.acts import Act, public_key
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.separation import leaves_of, tokens_apart
from toetsbank.world import World


@then("heeft het certificaat van TLS geen transactietoken ondertekend")
def tls_signs_nothing(judge: Judge, world: World, acts: list[Act]) -> None:
    in_tls = leaves_of(connection for act in acts for connection in act.connections)
    found = [tokens_apart(message, in_tls) for act in acts for message in act.messages]
    decided = sorted((ruling for ruling in found if ruling.satisfied is not None), key=lambda ruling: ruling.rank)
    if not decided:
        raise Inconclusive(
            "Er is geen transactietoken gezien naast een certificaat van het GBx in TLS, zodat niet te zien is wat er"
            " waarmee ondertekend wordt."
        )
    decide(judge, world, decided[0])


@then("is geen transactietoken ondertekend met de sleutel van TLS")
def tls_key_signs_nothing(judge: Judge, world: World, acts: list[Act]) -> None:
    leaves = leaves_of(connection for act in acts for connection in act.connections)
    tokens = [(m, t) for act in acts for m in act.messages for t in m.tokens if t.kind == "transactietoken"]
    in_tls = {key_of(world, leaf.issuer, leaf.serial) for leaf in leaves}
    signed = [(m, key_of(world, t.certificate_issuer, t.certificate_serial)) for m, t in tokens]
    if not in_tls or not signed:
        raise Inconclusive("Er is geen certificaat van het GBx in TLS gezien, of geen ondertekend transactietoken.")
    shared = [message for message, key in signed if key in in_tls]
    judge.decide(
        not shared,
        expected="een sleutel voor TLS en een andere om mee te ondertekenen",
        observed=f"{len(shared) or 'geen'} van {len(signed)} transactietokens met de sleutel van TLS ondertekend",
        observations=names_of(world, (m.number for m in (shared or [m for m, _ in signed]))),
    )


def key_of(world: World, issuer: str, serial: str) -> bytes:
    """Return the public key of a certificate; raises Inconclusive for one that the bench did not make."""
    key = public_key(world, issuer, serial)
    if key is None:
        raise Inconclusive(
            f"Van certificaat {serial} van {issuer} is de sleutel niet bekend: het is niet van de toetsbank. Welke"
            " sleutel waarvoor dient, is dan te verklaren in het dossier."
        )
    return key
