"""The facts in a dossier that can be checked, by the name that the forms call them."""

from collections.abc import Iterator, Mapping

from toetsbank.dossier.facts import certificates, dates, norms, people, places, samples, searches, topology
from toetsbank.dossier.facts.base import Fact
from toetsbank.dossier.model import Answers, Remark, Situation, Unanswered

FACTS: Mapping[str, Fact] = {
    "acceptatie-voor-productie": dates.accepted_before_production,
    "afgever-is-een-ander": norms.issuer_is_another,
    "al-gebeurd": dates.rows_happened("gebeurd", "op"),
    "al-in-werking": dates.rows_happened("waarborgen", "sinds"),
    "al-ingegaan": dates.happened("sinds"),
    "alleen-productie": samples.only_production,
    "applicatie-van-het-profiel": samples.own_application_registered,
    "beoordeling-geldig": norms.assessment_valid,
    "binnen-de-eu": places.inside_the_union,
    "binnen-en-buiten-kantooruren": people.called_at_both_times,
    "bron-van-tijd": samples.clock_has_a_source,
    "dap-genoemd": dates.agreement_named,
    "delen-kloppen": samples.shares_add_up,
    "editie-van-kracht": norms.edition_in_force,
    "eigen-reeksen-vrij": places.own_ranges_free,
    "eigenaar-weet-het": samples.owner_was_told,
    "elk-onderdeel-genoemd": topology.parts_guarded,
    "elke-rol-wisselt-uit": samples.every_role_exchanges,
    "elke-soort-geholpen": samples.every_kind_helped,
    "elke-weg-genoemd": topology.ways_named(),
    "elke-weg-naar-binnen-genoemd": topology.ways_named(topology.INWARD),
    "elke-weg-naar-buiten-genoemd": topology.ways_named(topology.OUTWARD),
    "gbx-in-reikwijdte": norms.scope_has_gbx,
    "gemeld-voor-aansluiting": dates.reported_before_connection,
    "geschat": dates.happened("geschat_op"),
    "gzn-gekwalificeerd": dates.network_provider_qualified,
    "hulp-gegeven": samples.help_was_given,
    "iemand-vroeg-erom": samples.somebody_asked,
    "in-nederland": places.established_here,
    "instellingen-gelijk": samples.settings_equal,
    "inzage-nodig": samples.looking_was_needed,
    "kantooruren": people.open_in_office_hours,
    "laatste-uitkomst": dates.happened("uitgevoerd_op"),
    "lezer-per-werkplek": samples.reader_per_workplace,
    "lijn-voor-ieder": people.line_for(*people.OF_A_GBX),
    "lijn-voor-ieder-bij-leverancier": people.line_for(*people.OF_A_SUPPLIER),
    "mandaten-kloppen": samples.mandates_fit,
    "na-acceptatie-ingestuurd": dates.new_tkids_were_sent,
    "naam-wijst-naar-adres": places.name_leads_to_address,
    "nederlands": places.dutch_spoken,
    "nederlands-recht": places.dutch_law,
    "niets-leesbaars": searches.nothing_legible,
    "norm-7510": norms.is_norm("7510"),
    "norm-7512": norms.is_norm("7512"),
    "norm-7513": norms.is_norm("7513"),
    "onder-staat-der-nederlanden": certificates.under_the_state,
    "onder-toezicht": samples.destroyed_under_supervision,
    "op-naam-van-opdrachtgever": certificates.names_the_principal,
    "op-tijd-bericht": samples.told_in_time,
    "opgave-actueel": dates.statement_is_current,
    "opleiding-voor-productie": dates.training_before_production,
    "oplostijd-zonder-norm": samples.no_norm_for_solving,
    "overleg-geweest": dates.rows_happened("afwijkingen", "overlegd_op"),
    "passen-per-gebruiker": samples.own_means,
    "productiecertificaat": certificates.from_production,
    "proef-gelukt": dates.trial_succeeded,
    "proefoproepen-beantwoord": people.calls_answered,
    "rollen-ondersteund": samples.roles_supported,
    "rollen-van-het-profiel": samples.roles_of_profile,
    "routes-naar-gzn": places.routed_to_provider,
    "schatting-gegeven": samples.estimate_given,
    "stand-bekend": samples.followed_up,
    "stand-gelijk": samples.states_equal,
    "steekproef-gevolgd": samples.procedure_followed,
    "supportal-voor-productie": dates.in_supportal_before_production,
    "twee-weken-vooraf": dates.two_weeks_notice,
    "van-een-auditor": norms.by_an_auditor,
    "verbindingen-beveiligd": samples.links_protected,
    "vernietignorm": norms.destruction(norms.SHREDDING),
    "verschillende-onderdelen": samples.different_parts,
    "versie-van-het-profiel": samples.version_of_profile,
    "vervanger-genoemd": people.deputy_named,
    "verzoeken-ingewilligd": samples.requests_granted,
    "verzoeker-niet-bepaald": samples.requester_undefined,
    "verzoeker-van-een-gbp": samples.asked_by_patient,
    "verzoeker-van-een-gbz": samples.asked_by_care,
    "wegen-volgen-de-grens": topology.ways_cross_the_boundary,
    "wisnorm": norms.destruction(norms.ERASING),
    "zoeken-deugt": searches.was_sound,
}


def look(
    names: tuple[str, ...], answers: Answers, situation: Situation
) -> Iterator[tuple[str, tuple[Remark, ...] | None]]:
    """Yield each named fact with what it has to say; None for one that needs an answer which is not there."""
    for name in names:
        try:
            yield name, tuple(FACTS[name](answers, situation))
        except Unanswered:
            yield name, None
