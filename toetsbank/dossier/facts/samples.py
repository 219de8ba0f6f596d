"""Facts about samples and lists: every row must say yes, every kind must be there, nothing forbidden may be."""

from collections.abc import Iterator

from toetsbank.dossier.facts.base import Fact, dutch, rows_that
from toetsbank.dossier.model import Answers, Remark, Situation, contradicts, noted, open_

KINDS_OF_TROUBLE = ("GBx", "GZN", "LSP")
REQUESTERS_GBZ = frozenset({"zorgverlener", "medewerker"})
REQUESTERS_GBP = frozenset({"patiënt", "klant", "leidinggevende", "toezichthouder"})

procedure_followed: Fact = rows_that(
    "steekproef", "geval", lambda row: not row.is_so("gevolgd"), "is niet volgens de procedure behandeld"
)
owner_was_told: Fact = rows_that(
    "overtredingen", "wat", lambda row: not row.is_so("aan_eigenaar_gemeld"), "is niet aan de eigenaar gemeld"
)
only_production: Fact = rows_that(
    "systemen", "naam", lambda row: row.text("soort") != "productie", "hangt aan de productie en is daar niet voor"
)
estimate_given: Fact = rows_that(
    "steekproef", "incident", lambda row: not row.is_so("schatting_gegeven"), "kreeg geen schatting van de oplostermijn"
)
followed_up: Fact = rows_that(
    "steekproef", "nummer", lambda row: row.text("stand") == "vergeten", "is niet tot het einde beheerd"
)
mandates_fit: Fact = rows_that(
    "mandaten", "mandaatgever", lambda row: not row.is_so("klopt"), "is dat in de organisatie niet werkelijk"
)
requests_granted: Fact = rows_that(
    "verzoeken", "verzoek", lambda row: row.text("afloop") == "geweigerd", "is geweigerd"
)
states_equal: Fact = rows_that(
    "applicaties",
    "applicatie_id",
    lambda row: row.text("in_supportal").casefold() != row.text("werkelijk").casefold(),
    "heeft in Supportal een andere staat dan in werkelijkheid",
)
settings_equal: Fact = rows_that(
    "instellingen",
    "naam",
    lambda row: row.text("in_gbx") != row.text("in_register"),
    "is in het GBx anders ingesteld dan in het applicatieregister",
)
looking_was_needed: Fact = rows_that(
    "steekproef", "op", lambda row: not row.is_so("nodig"), "is inhoud bekeken zonder dat dat nodig was"
)
somebody_asked: Fact = rows_that(
    "steekproef", "op", lambda row: row.text("verzoeker") == "niemand", "is inhoud bekeken zonder verzoek"
)
asked_by_care: Fact = rows_that(
    "steekproef",
    "op",
    lambda row: row.text("verzoeker") not in REQUESTERS_GBZ,
    "is inhoud bekeken zonder verzoek van zorgverlener of medewerker",
)
asked_by_patient: Fact = rows_that(
    "steekproef",
    "op",
    lambda row: row.text("verzoeker") not in REQUESTERS_GBP,
    "is inhoud bekeken zonder verzoek van patiënt, klant, leidinggevende of toezichthouder",
)
help_was_given: Fact = rows_that(
    "steekproef", "bevinding", lambda row: not row.is_so("hulp_gegeven"), "is zonder hulp van de servicedesk gebleven"
)
roles_supported: Fact = rows_that(
    "tkids",
    "tkid",
    lambda row: not row.is_so("ondersteund"),
    "is ingestuurd voor een rol die de installatie niet heeft",
)
destroyed_under_supervision: Fact = rows_that(
    "verslagen", "wat", lambda row: not row.is_so("toezicht"), "is zonder toezicht vernietigd"
)
reader_per_workplace: Fact = rows_that(
    "werkplekken",
    "groep",
    lambda row: row.number("lezers") < row.number("aantal"),
    "heeft minder paslezers dan werkplekken",
)
links_protected: Fact = rows_that(
    "verbindingen",
    "van",
    lambda row: row.text("beveiliging") == "geen",
    "heeft een verbinding zonder beveiliging",
)


def every_kind_helped(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """The sample has an incident of each kind that users are to be helped with."""
    found = {row.text("soort") for row in answers.rows("steekproef")}
    for kind in KINDS_OF_TROUBLE:
        if kind not in found:
            yield open_("steekproef", f"er is geen incident van de soort {kind} bij")


def told_in_time(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """No user heard nothing for longer than the procedure allows."""
    most = answers.number("tussentijd_uren")
    if most == 0:
        yield open_("tussentijd_uren", "er is geen tussentijd genoemd")
        return
    for number, row in enumerate(answers.rows("steekproef"), 1):
        silence = row.number("langste_stilte_uren")
        if silence > most:
            text = f"bij {row.text('incident')} bleef het {silence:g} uur stil, langer dan {most:g}"
            yield contradicts(f"steekproef[{number}].langste_stilte_uren", text)


def every_role_exchanges(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """Each connected role has messages in a period that is over."""
    begin, end = answers.day("periode_van"), answers.day("periode_tot")
    if not begin < end <= situation.today:
        yield open_("periode_tot", f"{dutch(begin)} tot {dutch(end)} is geen periode die voorbij is")
    counted = {row.text("systeemrol").casefold() for row in answers.rows("aantallen")}
    for role in situation.roles:
        if role.casefold() not in counted:
            yield open_("aantallen", f"de rol {role} uit het profiel ontbreekt")
    for number, row in enumerate(answers.rows("aantallen"), 1):
        if row.number("berichten") == 0:
            text = f"in de rol {row.text('systeemrol')} is niets uitgewisseld"
            yield contradicts(f"aantallen[{number}].berichten", text)


def own_means(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """How many users have no means of their own is shown; how many may, no text says."""
    users = sum(row.number("gebruikers") for row in answers.rows("passen"))
    without = sum(row.number("zonder_eigen_middel") for row in answers.rows("passen"))
    if without > users:
        yield open_("passen", f"{without:g} gebruikers zonder eigen middel op {users:g} gebruikers kan niet")
    elif without:
        yield noted("passen", f"{without:g} van {users:g} gebruikers hebben geen eigen middel")


def shares_add_up(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """The shares are of a whole; the largest of them is shown."""
    rows = answers.rows("delen")
    total = sum(row.number("procent") for row in rows)
    if not 95 <= total <= 101:
        yield open_("delen", f"de delen zijn samen {total:g} procent")
    largest = max(rows, key=lambda row: row.number("procent"))
    yield noted(
        "delen", f"het grootste deel heeft {largest.text('mandaatgever')}: {largest.number('procent'):g} procent"
    )


def different_parts(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Two certificates stand in two parts."""
    one, other = answers.text("onderdeel_tls"), answers.text("onderdeel_ondertekening")
    if one.casefold() == other.casefold():
        yield contradicts("onderdeel_ondertekening", f"beide certificaten staan in {one}")


def own_application_registered(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The application under test is among those that were registered."""
    if situation.application_id not in {row.text("applicatie_id") for row in answers.rows("applicaties")}:
        yield open_("applicaties", f"de applicatie {situation.application_id} uit het profiel staat er niet bij")


def version_of_profile(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The accepted version is the one under test; another is worth knowing."""
    if answers.text("versie") != situation.version:
        text = f"geaccepteerd is versie {answers.text('versie')}, getoetst wordt {situation.version}"
        yield noted("versie", text)


def roles_of_profile(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The roles in the description are those that the profile claims."""
    described = {each.casefold() for each in answers.texts("systeemrollen")}
    for role in situation.roles:
        if role.casefold() not in described:
            yield open_("systeemrollen", f"de rol {role} uit het profiel staat er niet bij")


def clock_has_a_source(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Whoever keeps the clock right is named (INT-60)."""
    if answers.text("wijze") == "eigen NTP-client":
        if not answers.values.get("servers"):
            yield open_("servers", "bij een eigen NTP-client horen de servers genoemd te zijn")
    elif not answers.text_or("gzn"):
        yield open_("gzn", "bij een klok via de GZN hoort de GZN genoemd te zijn")


def requester_undefined(_answers: Answers, situation: Situation) -> Iterator[Remark]:
    """For a GBK or GBO nobody says who may ask (INT-13)."""
    text = f"op wiens verzoek zegt de eis voor een {situation.system_type} niet"
    yield open_("steekproef", text, reading="INT-13")


def no_norm_for_solving(_answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """There is no norm for solving times yet (INT-63)."""
    yield noted("open_van", "voor oplostijden van een servicedesk is er nog geen norm (INT-63)")
