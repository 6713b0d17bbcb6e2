"""The plans of one strategy, edition by edition, and their initiatives with all that hangs on them."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field

from bench.generate import words
from bench.generate.frame import AGENCIES, EVIDENCE, LABEL, NOTE, ORDER, PAGE, STRATEGIES_A_COUNTRY, THEME, A, Frame
from bench.generate.terms import Ladder, edtf, english, plain, term, thing, typed

_EDITIONS = 3
"""The most that a strategy has; plans are numbered by strategy and edition, since a plan's address is a period."""

_LEADS = {name: term(f"dsg:{name}Agency") for name in ("lead", "partner")}


def plan_iri(strategy: int, edition: int) -> str:
    century, year = divmod(strategy * _EDITIONS + edition, 100)
    return thing("plan", f"{century:04d}-{year:02d}")


def add_plans(frame: Frame) -> tuple[list[str], list[str]]:
    """The plans and the initiatives that were added."""
    plans: list[str] = []
    initiatives: list[str] = []
    first_year = frame.chance.between(2012, 2024)
    opening = frame.number % STRATEGIES_A_COUNTRY == 0
    for edition in range(1 if opening else frame.chance.between(1, _EDITIONS)):
        year = first_year + edition
        plan = plan_iri(frame.number, edition)
        frame.add(plan, A, term("dsg:ActionPlan"))
        period = f"{year}-{(year + 1) % 100:02d}"
        frame.add(plan, LABEL, english(f"Action plan {period} of strategy {frame.number}"))
        frame.add(plan, term("dsg:implements"), frame.strategy)
        frame.add(plan, term("dsg:periodLabel"), plain(period))
        frame.add(plan, term("dcterms:issued"), edtf(f"{year}-06"))
        frame.add(plan, EVIDENCE, frame.evidence())
        if plans:
            frame.add(plan, term("prov:wasRevisionOf"), plans[-1])
        plans.append(plan)
        # A country's first strategy has a plan that every agency has a part in: one like ours in size.
        number = AGENCIES if opening else frame.chance.skewed(8, 60)
        edition_of = _Edition(frame, plan, edition, year, number)
        added = [_initiative(edition_of, order) for order in range(number)]
        _relations(frame, edition, added)
        initiatives += added
    return plans, initiatives


@dataclass
class _Edition:
    frame: Frame
    plan: str
    number: int
    year: int
    size: int
    tiers: Counter[str] = field(default_factory=Counter)


def _initiative(edition: _Edition, order: int) -> str:
    frame, chance, plan = edition.frame, edition.frame.chance, edition.plan
    slug = f"e{edition.number}-{order}"
    node = thing("initiative", frame.slug(slug))
    subject, place = chance.one(words.SUBJECTS), chance.one(words.PLACES)
    draw = chance.real()
    tier = "flagship" if draw < 0.2 else "supporting-activity" if draw < 0.8 else "looking-ahead"
    frame.add(node, A, term("dsg:Initiative"))
    frame.add(node, LABEL, english(frame.name(chance.one(words.VERBS), subject, place, f"{edition.number}.{order}")))
    text = f"Work on {subject} and {chance.one(words.SUBJECTS)} {place}, led from the {chance.one(words.FIELDS)} side."
    frame.add(node, term("dcterms:description"), english(text))
    frame.add(node, term("dsg:tier"), thing("tier", tier))
    edition.tiers[tier] += 1
    frame.add(node, ORDER, typed(edition.tiers[tier], "integer"))
    frame.add(node, term("dsg:inPlan"), plan)
    frame.add(plan, term("dsg:hasInitiative"), node)
    frame.add(node, PAGE, f"<https://plans.example/{frame.number}/{slug}>")
    section = chance.one(frame.sections)
    frame.add(node, EVIDENCE, frame.evidence(section))
    for _ in range(chance.skewed(0, 2)):
        frame.add(node, EVIDENCE, frame.evidence())
    if chance.yes(0.4):
        frame.add(node, NOTE, english(f"Also printed as {chance.one(words.VERBS).lower()} {subject}."))
    _contributions(edition, order, node, slug, tier, section)
    _responsibilities(frame, node, slug, order if edition.size == AGENCIES else 0, section)
    _themes_and_groups(frame, node, slug, section)
    _milestones_and_figures(edition, node, slug, tier)
    frame.add(node, term("dsg:printedAddress"), plain(f"https://plans.example/{frame.number}/{slug}"))
    return node


def _contributions(edition: _Edition, order: int, node: str, slug: str, tier: str, section: str) -> None:
    frame, contributes = edition.frame, term("dsg:contributesTo")
    # A third feeds one outcome, a few feed many; the first outcomes are the ones that most plans are about.
    chosen = frame.chance.some(frame.chance.skewed(1, 7), Ladder(len(frame.outcomes)))
    # No outcome is left without an initiative.
    needed = range(order, len(frame.outcomes), edition.size) if edition.number == 0 else ()
    for number in dict.fromkeys([*chosen, *needed]):
        outcome = frame.outcomes[number]
        ends = {term("dsg:initiative"): node, term("dsg:outcome"): outcome}
        if tier == "looking-ahead":
            ends[term("dsg:prospective")] = typed("true", "boolean")
        link = (node, contributes, outcome)
        basis = "named" if frame.chance.yes(0.7) else "inferred"
        frame.claim("Contribution", f"contribution-{slug}-{number}", link, ends, basis, section)
        frame.add(outcome, term("dsg:contributedToBy"), node)


def _responsibilities(frame: Frame, node: str, slug: str, needed: int, section: str) -> None:
    chosen = frame.chance.some(frame.chance.skewed(1, 5), Ladder(len(frame.agencies), 1.1))
    for place, number in enumerate(dict.fromkeys([*chosen, needed])):
        role = "partner" if place else "lead"
        agency = frame.agencies[number]
        ends = {
            term("dsg:initiative"): node,
            term("dsg:organisation"): agency,
            term("dsg:role"): thing("role", role),
        }
        link = (node, _LEADS[role], agency)
        frame.claim("Responsibility", f"{role}-{slug}-{number}", link, ends, frame.basis(), section)
        frame.add(node, term("dsg:involvesAgency"), agency)


def _themes_and_groups(frame: Frame, node: str, slug: str, section: str) -> None:
    chance = frame.chance
    for number in chance.some(1 + chance.yes(0.2), Ladder(len(frame.themes))):
        theme = frame.themes[number]
        ends = {term("dsg:alignedThing"): node, term("dsg:alignedTheme"): theme}
        frame.claim("ThemeAlignment", f"theme-{slug}-{number}", (node, THEME, theme), ends, frame.basis())
    if chance.yes(0.6):
        group, name = list(frame.groups.items())[chance.below(len(frame.groups))]
        frame.add(group, A, term("dsg:TargetGroup"))
        frame.add(group, term("skos:prefLabel"), english(name))
        ends = {
            term("dsg:initiative"): node,
            term("dsg:targetGroup"): group,
            term("dsg:targetRole"): thing("target-role", "served"),
        }
        frame.claim("Targeting", f"group-{slug}", (node, term("dsg:targets"), group), ends, frame.basis(), section)


def _milestones_and_figures(edition: _Edition, node: str, slug: str, tier: str) -> None:
    frame, chance = edition.frame, edition.frame.chance
    for number in range(chance.skewed(0, 6)):
        milestone = thing("milestone", frame.slug(slug, number))
        year, month = edition.year + chance.between(-4, 6), chance.between(1, 12)
        status = "done" if (year, month) < (edition.year, 6) else "planned"
        frame.add(milestone, A, term("dsg:Milestone"))
        frame.add(
            milestone,
            LABEL,
            english(frame.name(chance.one(words.EVENTS), chance.one(words.SUBJECTS), f"{slug}.{number}")),
        )
        frame.add(milestone, term("dsg:milestoneOf"), node)
        frame.add(milestone, term("dsg:status"), thing("milestone-status", status))
        if status == "planned":
            frame.add(milestone, term("dsg:fateNote"), english("Nothing was found on whether this happened."))
        frame.add(milestone, term("dsg:date"), edtf(f"{year}-{month:02d}"))
        frame.add(milestone, term("dsg:earliest"), typed(f"{year}-{month:02d}-01", "date"))
        frame.add(milestone, term("dsg:latest"), typed(f"{year}-{month:02d}-{monthrange(year, month)[1]}", "date"))
        frame.add(milestone, EVIDENCE, frame.evidence())
    # An area without resources has no funding.
    for number in range(0 if tier == "looking-ahead" else chance.skewed(0, 2)):
        figure = thing("figure", frame.slug(slug, number))
        frame.add(figure, A, term("dsg:Figure"))
        frame.add(figure, LABEL, english(frame.name("Money for", chance.one(words.SUBJECTS), f"{slug}.{number}")))
        frame.add(figure, term("dsg:figureOf"), node)
        frame.add(figure, term("dsg:purpose"), thing("figure-purpose", "funding"))
        frame.add(figure, term("dsg:value"), typed(chance.skewed(1, 900) * 100_000, "integer"))
        frame.add(figure, term("dsg:bound"), thing("bound", "exact"))
        frame.add(figure, term("dsg:currency"), plain("NZD"))
        frame.add(figure, term("dsg:basis"), thing("basis", "stated"))
        frame.add(figure, EVIDENCE, frame.evidence())


def _relations(frame: Frame, edition: int, initiatives: list[str]) -> None:
    chance = frame.chance
    for number in range(len(initiatives) // 6):
        first, second = chance.below(len(initiatives)), chance.below(len(initiatives))
        if first == second:
            continue
        ends = {
            term("dsg:relationFrom"): initiatives[first],
            term("dsg:relationTo"): initiatives[second],
            term("dsg:relationKind"): thing("relation-kind", "aligned-with"),
        }
        link = (initiatives[first], term("dsg:relatedTo"), initiatives[second])
        frame.claim("Relation", f"relation-e{edition}-{number}", link, ends, frame.basis())
