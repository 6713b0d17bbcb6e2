"""Generates the plans of a strategy with their initiatives, claims, milestones and figures."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field

from bench.generate import words
from bench.generate.strategies import (
    AGENCIES,
    EVIDENCE,
    LABEL,
    NOTE,
    ORDER,
    PAGE,
    RDF_TYPE,
    STRATEGIES_PER_COUNTRY,
    THEME,
    StrategyBuilder,
)
from bench.generate.terms import ZipfDistribution, edtf, english, plain, term, thing, typed

_MAX_EDITIONS = 3
"""The maximum number of plans of a strategy."""

_AGENCY_PROPERTIES = {name: term(f"dsg:{name}Agency") for name in ("lead", "partner")}


def plan_iri(strategy_number: int, edition: int) -> str:
    """Return the IRI of a plan, numbered by strategy and edition in the form of a period such as ``2012-13``."""
    century, year = divmod(strategy_number * _MAX_EDITIONS + edition, 100)
    return thing("plan", f"{century:04d}-{year:02d}")


def add_plans(strategy: StrategyBuilder) -> tuple[list[str], list[str]]:
    """Add the plans of a strategy with their initiatives, and return the IRIs of both."""
    plans: list[str] = []
    initiatives: list[str] = []
    first_year = strategy.random.between(2012, 2024)
    first_of_country = strategy.number % STRATEGIES_PER_COUNTRY == 0
    for edition in range(1 if first_of_country else strategy.random.between(1, _MAX_EDITIONS)):
        year = first_year + edition
        plan = plan_iri(strategy.number, edition)
        strategy.add(plan, RDF_TYPE, term("dsg:ActionPlan"))
        period = f"{year}-{(year + 1) % 100:02d}"
        strategy.add(plan, LABEL, english(f"Action plan {period} of strategy {strategy.number}"))
        strategy.add(plan, term("dsg:implements"), strategy.iri)
        strategy.add(plan, term("dsg:periodLabel"), plain(period))
        strategy.add(plan, term("dcterms:issued"), edtf(f"{year}-06"))
        strategy.add(plan, EVIDENCE, strategy.add_evidence())
        if plans:
            strategy.add(plan, term("prov:wasRevisionOf"), plans[-1])
        plans.append(plan)
        # The first strategy of a country has one plan of the size of the real one, in which every agency takes part.
        size = AGENCIES if first_of_country else strategy.random.skewed(8, 60)
        builder = _PlanBuilder(strategy, plan, edition, year, size)
        added = [_add_initiative(builder, order) for order in range(size)]
        _add_relations(strategy, edition, added)
        initiatives += added
    strategy.add(strategy.iri, term("dsg:latestPlan"), plans[-1])
    return plans, initiatives


@dataclass
class _PlanBuilder:
    """A plan that initiatives are added to.

    :ivar iri: the IRI of the plan.
    :ivar edition: the number of the plan among those of its strategy, from 0.
    :ivar size: the number of its initiatives.
    :ivar tiers: the number of initiatives that were added so far, by tier.
    """

    strategy: StrategyBuilder
    iri: str
    edition: int
    year: int
    size: int
    tiers: Counter[str] = field(default_factory=Counter)


def _add_initiative(plan: _PlanBuilder, order: int) -> str:
    """Add an initiative with all its claims, and return its IRI."""
    strategy, random = plan.strategy, plan.strategy.random
    slug = f"e{plan.edition}-{order}"
    node = thing("initiative", strategy.slug(slug))
    subject, place = random.choice(words.SUBJECTS), random.choice(words.PLACES)
    fraction = random.fraction()
    tier = "flagship" if fraction < 0.2 else "supporting-activity" if fraction < 0.8 else "looking-ahead"
    strategy.add(node, RDF_TYPE, term("dsg:Initiative"))
    strategy.add(
        node, LABEL, english(strategy.name(random.choice(words.VERBS), subject, place, f"{plan.edition}.{order}"))
    )
    other_subject, field_of_work = random.choice(words.SUBJECTS), random.choice(words.FIELDS)
    description = f"Work on {subject} and {other_subject} {place}, led from the {field_of_work} side."
    strategy.add(node, term("dcterms:description"), english(description))
    strategy.add(node, term("dsg:tier"), thing("tier", tier))
    plan.tiers[tier] += 1
    strategy.add(node, ORDER, typed(plan.tiers[tier], "integer"))
    strategy.add(node, term("dsg:inPlan"), plan.iri)
    strategy.add(plan.iri, term("dsg:hasInitiative"), node)
    strategy.add(node, PAGE, f"<https://plans.example/{strategy.number}/{slug}>")
    section = random.choice(strategy.sections)
    evidence = strategy.add_evidence(section)
    strategy.add(node, EVIDENCE, evidence)
    for _ in range(random.skewed(0, 2)):
        strategy.add(node, EVIDENCE, strategy.add_evidence())
    if random.true_with(0.4):
        strategy.add(node, NOTE, english(f"Also printed as {random.choice(words.VERBS).lower()} {subject}."))
    _add_contributions(plan, order, node, slug, tier, section)
    _add_responsibilities(strategy, node, slug, order if plan.size == AGENCIES else 0, section)
    _add_themes_and_groups(strategy, node, slug, section)
    _add_milestones_and_figures(plan, node, slug, tier)
    _add_listing(plan, node, slug, tier, evidence)
    return node


def _add_listing(plan: _PlanBuilder, node: str, slug: str, tier: str, evidence: str) -> None:
    """Add what the plan says of the initiative, which no other edition lists."""
    strategy = plan.strategy
    listing = thing("listing", strategy.slug(slug))
    strategy.add(listing, RDF_TYPE, term("dsg:Listing"))
    strategy.add(listing, term("dsg:listedInitiative"), node)
    strategy.add(node, term("dsg:hasListing"), listing)
    strategy.add(listing, term("dsg:listedIn"), plan.iri)
    strategy.add(listing, term("dsg:tier"), thing("tier", tier))
    strategy.add(listing, ORDER, typed(plan.tiers[tier], "integer"))
    strategy.add(listing, EVIDENCE, evidence)
    strategy.add(listing, term("dsg:printedAddress"), plain(f"https://plans.example/{strategy.number}/{slug}"))


def _add_contributions(plan: _PlanBuilder, order: int, node: str, slug: str, tier: str, section: str) -> None:
    strategy, contributes = plan.strategy, term("dsg:contributesTo")
    # Most initiatives contribute to one or two outcomes and a few to many. The first outcomes are the most likely.
    drawn = strategy.random.sample(strategy.random.skewed(1, 7), ZipfDistribution(len(strategy.outcomes)))
    # Each outcome gets at least one initiative in the first edition.
    required = range(order, len(strategy.outcomes), plan.size) if plan.edition == 0 else ()
    for number in dict.fromkeys([*drawn, *required]):
        outcome = strategy.outcomes[number]
        ends = {term("dsg:aboutInitiative"): node, term("dsg:aboutOutcome"): outcome}
        if tier == "looking-ahead":
            ends[term("dsg:prospective")] = typed("true", "boolean")
        link = (node, contributes, outcome)
        basis = "named" if strategy.random.true_with(0.7) else "inferred"
        claim = strategy.add_claim("Contribution", f"contribution-{slug}-{number}", link, ends, basis, section)
        strategy.add(claim, term("dsg:edition"), plan.iri)
        strategy.add(claim, term("dsg:holdsIn"), plan.iri)
        strategy.add(outcome, term("dsg:contributedToBy"), node)


def _add_responsibilities(strategy: StrategyBuilder, node: str, slug: str, required_agency: int, section: str) -> None:
    """Add the lead agency and the partner agencies, among them ``required_agency``."""
    drawn = strategy.random.sample(strategy.random.skewed(1, 5), ZipfDistribution(len(strategy.agencies), 1.1))
    for index, number in enumerate(dict.fromkeys([*drawn, required_agency])):
        role = "partner" if index else "lead"
        agency = strategy.agencies[number]
        ends = {
            term("dsg:aboutInitiative"): node,
            term("dsg:organisation"): agency,
            term("dsg:role"): thing("role", role),
        }
        link = (node, _AGENCY_PROPERTIES[role], agency)
        strategy.add_claim("Responsibility", f"{role}-{slug}-{number}", link, ends, strategy.random_basis(), section)
        strategy.add(node, term("dsg:involvesAgency"), agency)


def _add_themes_and_groups(strategy: StrategyBuilder, node: str, slug: str, section: str) -> None:
    random = strategy.random
    for number in random.sample(1 + random.true_with(0.2), ZipfDistribution(len(strategy.themes))):
        theme = strategy.themes[number]
        ends = {term("dsg:alignedThing"): node, term("dsg:alignedTheme"): theme}
        strategy.add_claim(
            "ThemeAlignment", f"theme-{slug}-{number}", (node, THEME, theme), ends, strategy.random_basis()
        )
    if random.true_with(0.6):
        group, name = list(strategy.groups.items())[random.below(len(strategy.groups))]
        strategy.add(group, RDF_TYPE, term("dsg:TargetGroup"))
        strategy.add(group, term("skos:prefLabel"), english(name))
        ends = {
            term("dsg:aboutInitiative"): node,
            term("dsg:aboutTargetGroup"): group,
            term("dsg:targetRole"): thing("target-role", "served"),
        }
        strategy.add_claim(
            "Targeting", f"group-{slug}", (node, term("dsg:targets"), group), ends, strategy.random_basis(), section
        )


def _add_milestones_and_figures(plan: _PlanBuilder, node: str, slug: str, tier: str) -> None:
    strategy, random = plan.strategy, plan.strategy.random
    for number in range(random.skewed(0, 6)):
        milestone = thing("milestone", strategy.slug(slug, number))
        year, month = plan.year + random.between(-4, 6), random.between(1, 12)
        status = "done" if (year, month) < (plan.year, 6) else "planned"
        strategy.add(milestone, RDF_TYPE, term("dsg:Milestone"))
        strategy.add(
            milestone,
            LABEL,
            english(strategy.name(random.choice(words.EVENTS), random.choice(words.SUBJECTS), f"{slug}.{number}")),
        )
        strategy.add(milestone, term("dsg:milestoneOf"), node)
        strategy.add(milestone, term("dsg:status"), thing("milestone-status", status))
        if status == "planned":
            strategy.add(milestone, term("dsg:fateNote"), english("Nothing was found on whether this happened."))
        strategy.add(milestone, term("dsg:date"), edtf(f"{year}-{month:02d}"))
        strategy.add(milestone, term("dsg:earliest"), typed(f"{year}-{month:02d}-01", "date"))
        strategy.add(milestone, term("dsg:latest"), typed(f"{year}-{month:02d}-{monthrange(year, month)[1]}", "date"))
        strategy.add(milestone, EVIDENCE, strategy.add_evidence())
    # An initiative of this tier has no funding.
    for number in range(0 if tier == "looking-ahead" else random.skewed(0, 2)):
        figure = thing("figure", strategy.slug(slug, number))
        strategy.add(figure, RDF_TYPE, term("dsg:Figure"))
        strategy.add(
            figure, LABEL, english(strategy.name("Money for", random.choice(words.SUBJECTS), f"{slug}.{number}"))
        )
        strategy.add(figure, term("dsg:figureOf"), node)
        strategy.add(figure, term("dsg:purpose"), thing("figure-purpose", "funding"))
        strategy.add(figure, term("dsg:value"), typed(random.skewed(1, 900) * 100_000, "integer"))
        strategy.add(figure, term("dsg:bound"), thing("bound", "exact"))
        strategy.add(figure, term("dsg:currency"), plain("NZD"))
        strategy.add(figure, term("dsg:basis"), thing("basis", "stated"))
        strategy.add(figure, EVIDENCE, strategy.add_evidence())


def _add_relations(strategy: StrategyBuilder, edition: int, initiatives: list[str]) -> None:
    random = strategy.random
    for number in range(len(initiatives) // 6):
        first, second = random.below(len(initiatives)), random.below(len(initiatives))
        if first == second:
            continue
        ends = {
            term("dsg:relationFrom"): initiatives[first],
            term("dsg:relationTo"): initiatives[second],
            term("dsg:relationKind"): thing("relation-kind", "aligned-with"),
        }
        link = (initiatives[first], term("dsg:relatedTo"), initiatives[second])
        strategy.add_claim("Relation", f"relation-e{edition}-{number}", link, ends, strategy.random_basis())
