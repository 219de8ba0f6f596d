"""Facts about places: countries, law and language (INT-40), names and ranges of the network."""

from collections.abc import Iterator
from ipaddress import ip_network

from toetsbank.dossier.model import Answers, Remark, Situation, contradicts, open_

EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
"""The member states by their code in ISO 3166-1; Greece is GR there and EL with the Union itself."""
DUTCH_LAW = frozenset({"nederlands", "nederlands recht", "nederlandse recht", "het nederlandse recht", "nederland"})
DUTCH = frozenset({"nederlands", "nederlandse taal", "het nederlands"})


def inside_the_union(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Everything stands in a member state of the European Union."""
    for number, row in enumerate(answers.rows("locaties"), 1):
        if row.text("land") not in EU:
            text = f"{row.text('naam')} staat in {row.text('land')}, buiten de Europese Unie"
            yield contradicts(f"locaties[{number}].land", text)


def established_here(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """Every organisation involved is established in the Netherlands."""
    for number, row in enumerate(answers.rows("organisaties"), 1):
        if row.text("land") != "NL":
            text = f"{row.text('naam')} is gevestigd in {row.text('land')}, niet in Nederland"
            yield contradicts(f"organisaties[{number}].land", text)
    if "zorgaanbieder" not in {row.text("taak") for row in answers.rows("organisaties")}:
        yield open_("organisaties", f"de zorgaanbieder ({situation.organisation}) staat er niet bij")


def dutch_law(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Every contract is under Dutch law."""
    for number, row in enumerate(answers.rows("contracten"), 1):
        if row.text("recht").casefold() not in DUTCH_LAW:
            text = f"op {row.text('contract')} is {row.text('recht')} van toepassing, niet Nederlands recht"
            yield contradicts(f"contracten[{number}].recht", text)


def dutch_spoken(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """The language is Dutch."""
    if answers.text("voertaal").casefold() not in DUTCH:
        yield contradicts("voertaal", f"de voertaal is {answers.text('voertaal')}, niet Nederlands")


def name_leads_to_address(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The DNS answers the address that was given to the GBx, for the name in the profile."""
    given, answered = answers.text("toegekend_adres"), answers.text("antwoord")
    if given != answered:
        yield contradicts("antwoord", f"het DNS gaf {answered}, toegekend is {given}")
    if answers.text("fqdn").casefold() != situation.fqdn.casefold():
        yield open_("fqdn", f"{answers.text('fqdn')} is niet de naam uit het profiel ({situation.fqdn})")
    if answers.day("gevraagd_op") > situation.today:
        yield open_("gevraagd_op", "het DNS kan niet in de toekomst gevraagd zijn")


def routed_to_provider(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Each range of the ZIM goes to the GZN."""
    for number, row in enumerate(answers.rows("routes"), 1):
        if row.text("naar") != "gzn":
            text = f"verkeer naar {row.text('reeks')} gaat naar {row.text('naar')}, niet naar de GZN"
            yield contradicts(f"routes[{number}].naar", text)


def own_ranges_free(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """No range of the own network touches one that may not be used there."""
    for own in map(ip_network, answers.texts("eigen_reeksen")):
        for national in map(ip_network, answers.texts("landelijk")):
            if own.version == national.version and own.overlaps(national):
                yield contradicts("eigen_reeksen", f"{own} is in gebruik en raakt aan {national}")
