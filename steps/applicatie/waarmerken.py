"""Steps about the certificate for TLS, which does not sign what is sent over it."""

from pytest_bdd import then

from simulators.observations import TokenFacts
from steps.deciding import decide, names_of
from toetsbank.acts import Act, public_key, signer_of
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.separation import leaves_of, signed_tokens, tokens_apart
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
    tokens = [(message, token) for act in acts for message in act.messages for token in signed_tokens(message)]
    in_tls = {key_of(world, leaf.issuer, leaf.serial) for leaf in leaves}
    signed = [(message, key_of(world, t.certificate_issuer, t.certificate_serial)) for message, t in tokens]
    if not in_tls or not signed:
        raise Inconclusive("Er is geen certificaat van het GBx in TLS gezien, of geen ondertekend transactietoken.")
    shared = [message for message, key in signed if key in in_tls]
    token = next(token for message, token in tokens if message in (shared or [message]))
    seen = shared or [message for message, _ in signed]
    judge.decide(
        not shared,
        expected="de sleutel voor TLS is een andere dan die waarmee transactietokens worden ondertekend",
        observed=f"{len(shared)} van de {len(signed)} transactietokens ondertekend met de sleutel van het certificaat"
        f" in TLS ({leaves[0].subject}); {signer_named(world, token)}",
        observations=names_of(world, (number for message in seen for number in (message.number, message.connection))),
    )


def signer_named(world: World, token: TokenFacts) -> str:
    """Return in Dutch what a token was signed with: a pass by its name, anything else by its certificate."""
    signer = signer_of(world, token.certificate_issuer, token.certificate_serial)
    if signer is not None:
        return f"het token is ondertekend met de pas {signer.name}"
    return f"het token is ondertekend met certificaat {token.certificate_serial} van {token.certificate_issuer}"


def key_of(world: World, issuer: str, serial: str) -> bytes:
    """Return the public key of a certificate; raises Inconclusive for one that the bench did not make."""
    key = public_key(world, issuer, serial)
    if key is None:
        raise Inconclusive(
            f"Van certificaat {serial} van {issuer} is de sleutel niet bekend: het is niet van de toetsbank. Welke"
            " sleutel waarvoor dient, is dan te verklaren in het dossier."
        )
    return key
