"""Generates what the plans of a strategy refer to: agencies, sources, themes, goals, outcomes and measures."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.generate import words
from bench.generate.terms import RandomSource, ZipfDistribution, edtf, english, maori, plain, term, thing, typed

RDF_TYPE = term("rdf:type")
LABEL = term("rdfs:label")
DISPLAY_NAME = term("dsg:displayName")
NOTE = term("skos:note")
ORDER = term("dsg:order")
EVIDENCE = term("dsg:hasEvidence")
SOURCE = term("dcterms:source")
BASIS = term("dsg:basis")
RATIONALE = term("dsg:rationale")
PAGE = term("foaf:page")
OF_STRATEGY = term("dsg:ofStrategy")
THEME = term("dsg:underTheme")
LINK = (term("dsg:linkSubject"), term("dsg:linkPredicate"), term("dsg:linkObject"))
STRENGTH = term("dsg:strength")
BASES = {name: thing("basis", name) for name in ("stated", "named", "derived", "inferred")}

AGENCIES = 24
STRATEGIES_PER_COUNTRY = 20


@dataclass
class StrategyBuilder:
    """The triples of one strategy, with the things that its initiatives can refer to.

    :ivar number: the number of the strategy in the dataset.
    :ivar lines: lines of N-Triples with their line ends.
    :ivar iri: the IRI of the strategy; the lists of things contain IRIs too.
    :ivar groups: the names of the target groups, by IRI.
    :ivar sources: the sources; the first is the primary source, the text of the plans.
    :ivar evidence_count: number of evidence nodes.
    :ivar secondary_count: number of evidence nodes that refer to a source other than the first.
    """

    number: int
    random: RandomSource
    lines: list[str] = field(default_factory=list)
    iri: str = ""
    themes: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    evidence_count: int = 0
    secondary_count: int = 0

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Add a triple; with an English name also the name to show that the rules would derive."""
        self.lines.append(f"{subject} {predicate} {value} .\n")
        if predicate == LABEL and value.endswith("@en"):
            self.lines.append(f"{subject} {DISPLAY_NAME} {value} .\n")

    def slug(self, *parts: object) -> str:
        """Return a slug that is unique among the strategies."""
        return "-".join(str(part) for part in (f"s{self.number}", *parts))

    def name(self, *parts: object) -> str:
        """Return a unique name: the number of the strategy is put before the last part."""
        return " ".join(str(part) for part in (*parts[:-1], f"{self.number}.{parts[-1]}"))

    def add_evidence(self, section: str = "") -> str:
        """Add evidence and return its IRI: a phrase of the plan, or a passage of another source.

        :param section: the section of the plan that the phrase is in; by default any section, or another source.
        """
        self.evidence_count += 1
        node = thing("evidence", self.slug(self.evidence_count))
        self.add(node, RDF_TYPE, term("dsg:Evidence"))
        if section or self.random.true_with(0.6):
            self.add(node, term("oa:hasSource"), self.sources[0])
            self.add(node, term("dsg:inSection"), section or self.random.choice(self.sections))
            phrase = f"_:s{self.number}q{self.evidence_count}"
            self.add(node, term("oa:hasSelector"), phrase)
            self.add(phrase, RDF_TYPE, term("oa:TextQuoteSelector"))
            text = f"{self.random.choice(words.SUBJECTS)} {self.random.choice(words.PLACES)}"
            self.add(phrase, term("oa:exact"), english(text))
        else:
            # Uses each source once, so that none is without evidence, and then random ones.
            others = self.sources[1:]
            source = others[self.secondary_count] if self.secondary_count < len(others) else self.random.choice(others)
            self.secondary_count += 1
            self.add(node, term("oa:hasSource"), source)
            self.add(node, term("dsg:locator"), english(f"page {self.random.between(1, 90)}"))
        return node

    def add_claim(
        self, kind: str, slug: str, link: tuple[str, str, str], ends: dict[str, str], basis: str, section: str = ""
    ) -> str:
        """Add a claim with its evidence and with the direct link that the rules would derive, and return its IRI."""
        node = thing("claim", self.slug(slug))
        self.add(node, RDF_TYPE, term(f"dsg:{kind}"))
        for predicate, value in ends.items():
            self.add(node, predicate, value)
        self.add(node, BASIS, BASES[basis])
        self.add(node, EVIDENCE, self.add_evidence(section))
        if basis == "inferred":
            self.add(node, STRENGTH, thing("strength", "keyword" if self.random.true_with(0.5) else "content"))
        if basis in {"derived", "inferred"}:
            self.add(node, RATIONALE, english(f"It speaks of {self.random.choice(words.SUBJECTS)}."))
        for predicate, value in zip(LINK, link, strict=True):
            self.add(node, predicate, value)
        self.add(*link)
        return node

    def random_basis(self) -> str:
        fraction = self.random.fraction()
        return "stated" if fraction < 0.55 else "derived" if fraction < 0.75 else "inferred"


def start_strategy(number: int, seed: int) -> StrategyBuilder:
    """Generate a strategy without its plans."""
    strategy = StrategyBuilder(number, RandomSource(f"{seed}/{number}"))
    strategy.iri = thing("strategy", strategy.slug("strategy"))
    _add_sources(strategy)
    _add_agencies(strategy, seed)
    _add_strategy(strategy)
    _add_goals_and_outcomes(strategy)
    return strategy


def _add_sources(strategy: StrategyBuilder) -> None:
    random = strategy.random
    for number in range(random.skewed(4, 24)):
        source = thing("source", strategy.slug(number))
        strategy.sources.append(source)
        strategy.add(source, RDF_TYPE, term("dsg:Source"))
        strategy.add(source, term("dcterms:identifier"), plain(f"S{strategy.number}N{number}"))
        strategy.add(
            source, term("dcterms:title"), english(f"{random.choice(words.VERBS)} {random.choice(words.SUBJECTS)}")
        )
        strategy.add(
            source, term("dsg:publisherName"), plain(f"{random.choice(words.OFFICES)} {random.choice(words.FIELDS)}")
        )
        strategy.add(source, term("dcterms:issued"), edtf(f"20{random.between(10, 26)}-{random.between(1, 12):02d}"))
        strategy.add(source, PAGE, f"<https://plans.example/{strategy.number}/{number}>")
        strategy.add(source, term("dsg:sourceKind"), thing("source-kind", "secondary" if number else "primary"))
        strategy.add(source, term("dsg:seenAs"), thing("source-form", "opening" if number else "whole"))
        strategy.add(source, term("dsg:seenOn"), edtf("2026-11"))
    for number in range(random.between(5, 14)):
        section = thing("section", strategy.slug(number))
        strategy.sections.append(section)
        strategy.add(section, RDF_TYPE, term("dsg:Section"))
        strategy.add(section, term("dcterms:isPartOf"), strategy.sources[0])
        strategy.add(strategy.sources[0], term("dcterms:hasPart"), section)
        strategy.add(
            section, term("dsg:heading"), english(strategy.name(random.choice(words.SUBJECTS).capitalize(), number))
        )
        strategy.add(section, ORDER, typed(number + 1, "integer"))


def _add_agencies(strategy: StrategyBuilder, seed: int) -> None:
    """Add the agencies of the country, which its strategies share; the first strategy describes them."""
    country, index = divmod(strategy.number, STRATEGIES_PER_COUNTRY)
    random = RandomSource(f"{seed}/country/{country}")
    kinds = "public-service-department crown-entity local-body".split()
    for number in range(AGENCIES):
        agency = thing("organisation", f"c{country}-{number}")
        strategy.agencies.append(agency)
        if index == 0:
            name = f"{random.choice(words.OFFICES)} {random.choice(words.FIELDS)} {country}.{number}"
            native = " ".join((random.choice(words.MAORI), random.choice(words.MAORI), f"{country}.{number}"))
            strategy.add(agency, RDF_TYPE, term("org:Organization"))
            strategy.add(agency, LABEL, english(name))
            strategy.add(agency, LABEL, maori(native))
            strategy.add(agency, term("org:classification"), thing("organisation-kind", kinds[number % 2]))
            strategy.add(agency, term("foaf:homepage"), f"<https://agency{number}.country{country}.example/>")
            strategy.add(agency, EVIDENCE, strategy.add_evidence())


def _add_strategy(strategy: StrategyBuilder) -> None:
    random = strategy.random
    strategy.add(strategy.iri, RDF_TYPE, term("dsg:Strategy"))
    strategy.add(strategy.iri, LABEL, english(f"Strategy {strategy.number} for {random.choice(words.SUBJECTS)}"))
    strategy.add(strategy.iri, term("dcterms:language"), plain("en"))
    strategy.add(strategy.iri, LABEL, maori(" ".join(random.choice(words.MAORI) for _ in range(4))))
    strategy.add(strategy.iri, term("dcterms:issued"), edtf(f"20{random.between(10, 26)}-{random.between(1, 12):02d}"))
    strategy.add(strategy.iri, term("dsg:vision"), english(f"By 2040 {random.choice(words.SUBJECTS)} serve everybody."))
    strategy.add(strategy.iri, PAGE, f"<https://plans.example/{strategy.number}>")
    strategy.add(strategy.iri, EVIDENCE, strategy.add_evidence())
    for number in range(random.between(3, 5)):
        theme = thing("theme", strategy.slug(number))
        strategy.themes.append(theme)
        strategy.add(theme, RDF_TYPE, term("dsg:Theme"))
        strategy.add(theme, term("skos:prefLabel"), english(strategy.name(random.choice(words.THEMES), number)))
        strategy.add(theme, term("skos:prefLabel"), maori(strategy.name(random.choice(words.MAORI), number)))
        strategy.add(theme, OF_STRATEGY, strategy.iri)
        strategy.add(theme, ORDER, typed(number + 1, "integer"))
        strategy.add(theme, EVIDENCE, strategy.add_evidence())
    for number in range(random.between(3, 10)):
        name = strategy.name(random.choice(words.PEOPLE), random.choice(words.PLACES), number)
        strategy.groups[thing("group", strategy.slug(number))] = name


def _add_theme_alignment(strategy: StrategyBuilder, node: str, slug: str, theme: str) -> None:
    ends = {term("dsg:alignedThing"): node, term("dsg:alignedTheme"): theme}
    strategy.add_claim("ThemeAlignment", f"theme-{slug}", (node, THEME, theme), ends, "inferred")


def _add_goals_and_outcomes(strategy: StrategyBuilder) -> None:
    random = strategy.random
    goals = [thing("goal", strategy.slug(number)) for number in range(random.between(3, 6))]
    for number, goal in enumerate(goals):
        strategy.add(goal, RDF_TYPE, term("dsg:Goal"))
        strategy.add(
            goal,
            LABEL,
            english(strategy.name("Goal", random.choice(words.SUBJECTS), random.choice(words.CHANGES), number)),
        )
        strategy.add(goal, term("dcterms:identifier"), plain(f"goal-{strategy.number}-{number}"))
        strategy.add(goal, OF_STRATEGY, strategy.iri)
        strategy.add(goal, ORDER, typed(number + 1, "integer"))
        strategy.add(goal, EVIDENCE, strategy.add_evidence())
        _add_theme_alignment(strategy, goal, f"goal-{number}", strategy.themes[number % len(strategy.themes)])
    for number in range(random.between(8, 20)):
        outcome = thing("outcome", strategy.slug(number))
        strategy.outcomes.append(outcome)
        strategy.add(outcome, RDF_TYPE, term("dsg:Outcome"))
        strategy.add(
            outcome,
            LABEL,
            english(strategy.name(random.choice(words.SUBJECTS).capitalize(), random.choice(words.CHANGES), number)),
        )
        strategy.add(
            outcome, term("skos:definition"), english(f"More {random.choice(words.SUBJECTS)} serve people better.")
        )
        strategy.add(outcome, term("xkos:coreContentNote"), english(f"Work on {random.choice(words.SUBJECTS)}."))
        strategy.add(outcome, term("xkos:exclusionNote"), english(f"Mere {random.choice(words.SUBJECTS)}."))
        strategy.add(outcome, term("dsg:origin"), thing("outcome-origin", "curated"))
        strategy.add(outcome, OF_STRATEGY, strategy.iri)
        strategy.add(outcome, ORDER, typed(number + 1, "integer"))
        _add_theme_alignment(strategy, outcome, f"outcome-{number}", random.choice(strategy.themes))
        goal = goals[number % len(goals)]
        ends = {term("dsg:aboutOutcome"): outcome, term("dsg:aboutGoal"): goal}
        link = (outcome, term("dsg:servesGoal"), goal)
        strategy.add_claim("GoalAlignment", f"goal-of-{number}", link, ends, "inferred")
    _add_measures(strategy)


def _add_measures(strategy: StrategyBuilder) -> None:
    random, distribution = strategy.random, ZipfDistribution(len(strategy.outcomes))
    for number in range(random.between(4, 12)):
        measure = thing("measure", strategy.slug(number))
        strategy.add(measure, RDF_TYPE, term("dsg:Measure"))
        label = ("Share of", random.choice(words.PEOPLE).lower(), "for whom it", random.choice(words.CHANGES))
        strategy.add(measure, LABEL, english(strategy.name(*label, number)))
        strategy.add(measure, term("dcterms:identifier"), plain(f"M{strategy.number * 12 + number + 1}"))
        strategy.add(measure, OF_STRATEGY, strategy.iri)
        strategy.add(measure, ORDER, typed(number + 1, "integer"))
        strategy.add(measure, term("dsg:targetYear"), typed(2025 + random.below(15), "gYear"))
        if random.true_with(0.5):
            strategy.add(measure, term("dsg:targetValue"), typed(random.between(40, 100), "integer"))
            strategy.add(measure, term("dsg:targetUnit"), english("percent"))
            strategy.add(measure, term("dsg:bound"), thing("bound", "at-least"))
        strategy.add(measure, EVIDENCE, strategy.add_evidence())
        _add_theme_alignment(strategy, measure, f"measure-{number}", random.choice(strategy.themes))
        outcome = strategy.outcomes[distribution.position(random.fraction())]
        ends = {term("dsg:aboutMeasure"): measure, term("dsg:aboutOutcome"): outcome}
        link = (measure, term("dsg:tracksProgressOf"), outcome)
        strategy.add_claim("ProgressTracking", f"tracks-{number}", link, ends, "derived")
        strategy.add(outcome, term("dsg:progressTrackedBy"), measure)
