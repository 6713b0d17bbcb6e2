"""What stands around the initiatives of one strategy: agencies, sources, themes, goals, outcomes, measures."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.generate import words
from bench.generate.terms import Block, Chance, Ladder, edtf, english, maori, plain, term, thing, typed

A = term("rdf:type")
LABEL = term("rdfs:label")
NOTE = term("skos:note")
ORDER = term("dsg:order")
EVIDENCE = term("dsg:evidence")
SOURCE = term("dcterms:source")
BASIS = term("dsg:basis")
RATIONALE = term("dsg:rationale")
PAGE = term("foaf:page")
OF_STRATEGY = term("dsg:ofStrategy")
THEME = term("dsg:theme")
LINK = (term("dsg:linkSubject"), term("dsg:linkPredicate"), term("dsg:linkObject"))
STRENGTH = term("dsg:strength")
BASES = {name: thing("basis", name) for name in ("stated", "named", "derived", "inferred")}

AGENCIES = 24
STRATEGIES_A_COUNTRY = 20


@dataclass
class Frame:
    """One strategy under way: its lines so far, and what its initiatives can point at."""

    number: int
    chance: Chance
    block: Block = field(default_factory=list)
    strategy: str = ""
    themes: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    evidence_made: int = 0
    elsewhere: int = 0

    def add(self, subject: str, predicate: str, value: str) -> None:
        self.block.append(f"{subject} {predicate} {value} .\n")

    def slug(self, *parts: object) -> str:
        return "-".join(str(part) for part in (f"s{self.number}", *parts))

    def name(self, *parts: object) -> str:
        """Words that no other thing is called by: the last part and the strategy's number tell it apart."""
        return " ".join(str(part) for part in (*parts[:-1], f"{self.number}.{parts[-1]}"))

    def evidence(self, section: str = "") -> str:
        """A new place in a source: a phrase of the plan, or a passage elsewhere.

        :param section: of the plan, for a phrase that must stand there; by default any section or another source.
        """
        self.evidence_made += 1
        node = thing("evidence", self.slug(self.evidence_made))
        self.add(node, A, term("dsg:Evidence"))
        if section or self.chance.yes(0.6):
            self.add(node, term("oa:hasSource"), self.sources[0])
            self.add(node, term("dsg:section"), section or self.chance.one(self.sections))
            phrase = f"_:s{self.number}q{self.evidence_made}"
            self.add(node, term("oa:hasSelector"), phrase)
            self.add(phrase, A, term("oa:TextQuoteSelector"))
            text = f"{self.chance.one(words.SUBJECTS)} {self.chance.one(words.PLACES)}"
            self.add(phrase, term("oa:exact"), english(text))
        else:
            # Each source once, so that none is there for nothing, and then any.
            others = self.sources[1:]
            source = others[self.elsewhere] if self.elsewhere < len(others) else self.chance.one(others)
            self.elsewhere += 1
            self.add(node, term("oa:hasSource"), source)
            self.add(node, term("dsg:locator"), english(f"page {self.chance.between(1, 90)}"))
        return node

    def claim(
        self, kind: str, slug: str, link: tuple[str, str, str], ends: dict[str, str], basis: str, section: str = ""
    ) -> str:
        """A claim with its grounds, and the plain links that the rules would derive from it."""
        node = thing("claim", self.slug(slug))
        self.add(node, A, term(f"dsg:{kind}"))
        for predicate, value in ends.items():
            self.add(node, predicate, value)
        self.add(node, BASIS, BASES[basis])
        self.add(node, EVIDENCE, self.evidence(section))
        if basis == "inferred":
            self.add(node, STRENGTH, thing("strength", "keyword" if self.chance.yes(0.5) else "content"))
        if basis in {"derived", "inferred"}:
            self.add(node, RATIONALE, english(f"It speaks of {self.chance.one(words.SUBJECTS)}."))
        for predicate, value in zip(LINK, link, strict=True):
            self.add(node, predicate, value)
        self.add(*link)
        return node

    def basis(self) -> str:
        draw = self.chance.real()
        return "stated" if draw < 0.55 else "derived" if draw < 0.75 else "inferred"


def start(number: int, seed: int) -> Frame:
    """A strategy with all but its plans."""
    frame = Frame(number, Chance(f"{seed}/{number}"))
    frame.strategy = thing("strategy", frame.slug("strategy"))
    _sources(frame)
    _agencies(frame, seed)
    _strategy(frame)
    _goals_and_outcomes(frame)
    return frame


def _sources(frame: Frame) -> None:
    chance = frame.chance
    for number in range(chance.skewed(4, 24)):
        source = thing("source", frame.slug(number))
        frame.sources.append(source)
        frame.add(source, A, term("dsg:Source"))
        frame.add(source, term("dcterms:identifier"), plain(f"S{frame.number}N{number}"))
        frame.add(source, term("dcterms:title"), english(f"{chance.one(words.VERBS)} {chance.one(words.SUBJECTS)}"))
        frame.add(source, term("dsg:publisherName"), plain(f"{chance.one(words.OFFICES)} {chance.one(words.FIELDS)}"))
        frame.add(source, term("dcterms:issued"), edtf(f"20{chance.between(10, 26)}-{chance.between(1, 12):02d}"))
        frame.add(source, PAGE, f"<https://plans.example/{frame.number}/{number}>")
        frame.add(source, term("dsg:sourceKind"), thing("source-kind", "secondary" if number else "primary"))
        frame.add(source, term("dsg:seenAs"), thing("source-form", "opening" if number else "whole"))
        frame.add(source, term("dsg:seenOn"), edtf("2026-11"))
    for number in range(chance.between(5, 14)):
        section = thing("section", frame.slug(number))
        frame.sections.append(section)
        frame.add(section, A, term("dsg:Section"))
        frame.add(section, term("dcterms:isPartOf"), frame.sources[0])
        frame.add(frame.sources[0], term("dcterms:hasPart"), section)
        frame.add(section, term("dsg:heading"), english(frame.name(chance.one(words.SUBJECTS).capitalize(), number)))
        frame.add(section, ORDER, typed(number + 1, "integer"))


def _agencies(frame: Frame, seed: int) -> None:
    """The agencies of a country are shared by its strategies; its first strategy describes them."""
    country, place = divmod(frame.number, STRATEGIES_A_COUNTRY)
    chance = Chance(f"{seed}/country/{country}")
    kinds = "public-service-department crown-entity local-body".split()
    for number in range(AGENCIES):
        agency = thing("organisation", f"c{country}-{number}")
        frame.agencies.append(agency)
        if place == 0:
            name = f"{chance.one(words.OFFICES)} {chance.one(words.FIELDS)} {country}.{number}"
            native = " ".join((chance.one(words.MAORI), chance.one(words.MAORI), f"{country}.{number}"))
            frame.add(agency, A, term("org:Organization"))
            frame.add(agency, LABEL, english(name))
            frame.add(agency, LABEL, maori(native))
            frame.add(agency, term("org:classification"), thing("organisation-kind", kinds[number % 2]))
            frame.add(agency, term("foaf:homepage"), f"<https://agency{number}.country{country}.example/>")
            frame.add(agency, EVIDENCE, frame.evidence())


def _strategy(frame: Frame) -> None:
    chance = frame.chance
    frame.add(frame.strategy, A, term("dsg:Strategy"))
    frame.add(frame.strategy, LABEL, english(f"Strategy {frame.number} for {chance.one(words.SUBJECTS)}"))
    frame.add(frame.strategy, LABEL, maori(" ".join(chance.one(words.MAORI) for _ in range(4))))
    frame.add(frame.strategy, term("dcterms:issued"), edtf(f"20{chance.between(10, 26)}-{chance.between(1, 12):02d}"))
    frame.add(frame.strategy, term("dsg:vision"), english(f"By 2040 {chance.one(words.SUBJECTS)} serve everybody."))
    frame.add(frame.strategy, PAGE, f"<https://plans.example/{frame.number}>")
    frame.add(frame.strategy, EVIDENCE, frame.evidence())
    for number in range(chance.between(3, 5)):
        theme = thing("theme", frame.slug(number))
        frame.themes.append(theme)
        frame.add(theme, A, term("dsg:Theme"))
        frame.add(theme, term("skos:prefLabel"), english(frame.name(chance.one(words.THEMES), number)))
        frame.add(theme, term("skos:prefLabel"), maori(frame.name(chance.one(words.MAORI), number)))
        frame.add(theme, OF_STRATEGY, frame.strategy)
        frame.add(theme, ORDER, typed(number + 1, "integer"))
        frame.add(theme, EVIDENCE, frame.evidence())
    for number in range(chance.between(3, 10)):
        name = frame.name(chance.one(words.PEOPLE), chance.one(words.PLACES), number)
        frame.groups[thing("group", frame.slug(number))] = name


def _align(frame: Frame, node: str, slug: str, theme: str) -> None:
    ends = {term("dsg:alignedThing"): node, term("dsg:alignedTheme"): theme}
    frame.claim("ThemeAlignment", f"theme-{slug}", (node, THEME, theme), ends, "inferred")


def _goals_and_outcomes(frame: Frame) -> None:
    chance = frame.chance
    goals = [thing("goal", frame.slug(number)) for number in range(chance.between(3, 6))]
    for number, goal in enumerate(goals):
        frame.add(goal, A, term("dsg:Goal"))
        frame.add(
            goal, LABEL, english(frame.name("Goal", chance.one(words.SUBJECTS), chance.one(words.CHANGES), number))
        )
        frame.add(goal, term("dcterms:identifier"), plain(f"goal-{frame.number}-{number}"))
        frame.add(goal, OF_STRATEGY, frame.strategy)
        frame.add(goal, ORDER, typed(number + 1, "integer"))
        frame.add(goal, EVIDENCE, frame.evidence())
        _align(frame, goal, f"goal-{number}", frame.themes[number % len(frame.themes)])
    for number in range(chance.between(8, 20)):
        outcome = thing("outcome", frame.slug(number))
        frame.outcomes.append(outcome)
        frame.add(outcome, A, term("dsg:Outcome"))
        frame.add(
            outcome,
            LABEL,
            english(frame.name(chance.one(words.SUBJECTS).capitalize(), chance.one(words.CHANGES), number)),
        )
        frame.add(outcome, term("skos:definition"), english(f"More {chance.one(words.SUBJECTS)} serve people better."))
        frame.add(outcome, term("xkos:coreContentNote"), english(f"Work on {chance.one(words.SUBJECTS)}."))
        frame.add(outcome, term("xkos:exclusionNote"), english(f"Mere {chance.one(words.SUBJECTS)}."))
        frame.add(outcome, term("dsg:origin"), thing("outcome-origin", "curated"))
        frame.add(outcome, OF_STRATEGY, frame.strategy)
        frame.add(outcome, ORDER, typed(number + 1, "integer"))
        _align(frame, outcome, f"outcome-{number}", chance.one(frame.themes))
        goal = goals[number % len(goals)]
        ends = {term("dsg:outcome"): outcome, term("dsg:goal"): goal}
        link = (outcome, term("dsg:servesGoal"), goal)
        frame.claim("GoalAlignment", f"goal-of-{number}", link, ends, "inferred")
    _measures(frame)


def _measures(frame: Frame) -> None:
    chance, ladder = frame.chance, Ladder(len(frame.outcomes))
    for number in range(chance.between(4, 12)):
        measure = thing("measure", frame.slug(number))
        frame.add(measure, A, term("dsg:Measure"))
        label = ("Share of", chance.one(words.PEOPLE).lower(), "for whom it", chance.one(words.CHANGES))
        frame.add(measure, LABEL, english(frame.name(*label, number)))
        frame.add(measure, term("dcterms:identifier"), plain(f"M{frame.number * 12 + number + 1}"))
        frame.add(measure, OF_STRATEGY, frame.strategy)
        frame.add(measure, ORDER, typed(number + 1, "integer"))
        frame.add(measure, term("dsg:targetYear"), typed(2025 + chance.below(15), "gYear"))
        if chance.yes(0.5):
            frame.add(measure, term("dsg:targetValue"), typed(chance.between(40, 100), "integer"))
            frame.add(measure, term("dsg:targetUnit"), english("percent"))
            frame.add(measure, term("dsg:bound"), thing("bound", "at-least"))
        frame.add(measure, EVIDENCE, frame.evidence())
        _align(frame, measure, f"measure-{number}", chance.one(frame.themes))
        outcome = frame.outcomes[ladder.at(chance.real())]
        ends = {term("dsg:measure"): measure, term("dsg:outcome"): outcome}
        link = (measure, term("dsg:tracksProgressOf"), outcome)
        frame.claim("ProgressTracking", f"tracks-{number}", link, ends, "derived")
        frame.add(outcome, term("dsg:progressTrackedBy"), measure)
