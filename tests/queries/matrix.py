"""The 69 contributions, by hand from the text and the codebook: initiative, outcome, basis, first phrase.

What follows from the table is worked out here in plain Python, so that the queries have something to agree with.
"""

from __future__ import annotations

from collections.abc import Iterator

MATRIX: list[tuple[str, str, str, str]] = [
    (
        "digital-identity-services-trust-framework",
        "digital-identity",
        "named",
        "trusted, people-centred digital identity services",
    ),
    ("christchurch-call", "safe-online", "named", "eliminate terrorist and violent extremist content online"),
    ("christchurch-call", "international-influence", "named", "brought together Heads of State and government"),
    ("cyber-security-strategy", "safe-online", "named", "cyber security aware and active citizens"),
    ("cyber-security-strategy", "cyber-resilience", "named", "resilient and responsive New Zealand"),
    (
        "cyber-security-strategy",
        "skills",
        "named",
        "cyber security skills programme for intermediate and secondary schools",
    ),
    ("cyber-security-strategy", "digital-jobs", "named", "strong and capable cyber security workforce and ecosystem"),
    ("cyber-security-strategy", "international-influence", "named", "internationally active"),
    ("digital-boost", "skills", "named", "help them improve their digital skills"),
    ("digital-boost", "business-adoption", "named", "collectively drive the uptake of digital technologies"),
    ("improving-rural-connectivity", "connectivity", "named", "improve connectivity to the most under-served regions"),
    (
        "improving-rural-connectivity",
        "participation",
        "inferred",
        "essential for inclusion in today’s economy and society",
    ),
    (
        "accelerating-maori-innovation",
        "maori-digital-economy",
        "named",
        "increase the participation of Māori in the digital sector",
    ),
    ("accelerating-maori-innovation", "innovation", "named", "Accelerating Māori Innovation"),
    ("accelerating-maori-innovation", "digital-jobs", "named", "business owners, entrepreneurs and employees"),
    ("data-as-a-tool", "data-decisions", "named", "inform iwi strategies and investments"),
    ("data-as-a-tool", "maori-data", "named", "by iwi, for iwi"),
    ("data-as-a-tool", "wellbeing", "named", "Data as a tool for decision-making and wellbeing"),
    ("digital-technologies-itp", "economic-growth", "named", "accelerate New Zealand’s economic recovery"),
    ("digital-technologies-itp", "low-emissions", "named", "low emissions economy"),
    ("digital-technologies-itp", "digital-jobs", "named", "Digital Skills and Talent Plan"),
    ("digital-technologies-itp", "skills", "named", "Digital Skills and Talent Plan"),
    ("te-ara-paerangi", "research", "named", "modern, future-focussed public research system"),
    ("te-ara-paerangi", "maori-crown-partnership", "inferred", "helping to honour The Treaty of Waitangi"),
    ("maori-data-governance", "maori-data", "named", "reflects iwi and Māori interests"),
    ("maori-data-governance", "maori-crown-partnership", "named", "embeds Te Tiriti o Waitangi"),
    ("maori-data-governance", "ethical-data", "inferred", "guidance about a data governance approach"),
    ("maori-data-governance", "data-decisions", "inferred", "unlock the potential of data"),
    ("arohia-grant", "innovation", "named", "broaden the type of innovation support"),
    (
        "digital-safety-group",
        "safe-online",
        "named",
        "responds to violent extremist content and child sexual abuse material online",
    ),
    ("nga-tikanga-paihere", "ethical-data", "named", "safe, responsible and culturally appropriate use of data"),
    ("nga-tikanga-paihere", "maori-data", "named", "how data about Māori"),
    ("digital-inclusion-skills", "safe-online", "named", "carry out online transactions safely"),
    ("digital-inclusion-skills", "connectivity", "named", "support improved digital access"),
    ("digital-inclusion-skills", "skills", "named", "digital literacy initiative"),
    ("digital-inclusion-skills", "participation", "named", "Digital inclusion through skills development"),
    ("digital-inclusion-skills", "wellbeing", "named", "live a good quality life as they age"),
    (
        "digital-inclusion-skills",
        "digital-jobs",
        "inferred",
        "Pacific science, technology, engineering and mathematics futures",
    ),
    ("te-pae-tawhiti", "public-services", "named", "make it easier for New Zealanders to get help"),
    ("te-pae-tawhiti", "wellbeing", "inferred", "help and support through the welfare system"),
    ("government-cloud-adoption", "public-services", "named", "help enhance customer experiences"),
    (
        "government-cloud-adoption",
        "cyber-resilience",
        "named",
        "support continuity of services and security improvement",
    ),
    (
        "government-cloud-adoption",
        "maori-crown-partnership",
        "named",
        "better collaboration between Māori and the Crown",
    ),
    (
        "government-cloud-adoption",
        "maori-data",
        "inferred",
        "better collaboration between Māori and the Crown on cloud adoption",
    ),
    ("digital-health-transformation", "public-services", "named", "improved health system performance"),
    ("digital-health-transformation", "data-decisions", "inferred", "population health and disease management"),
    ("digital-health-transformation", "wellbeing", "inferred", "population health and disease management"),
    ("5g-rollout", "connectivity", "named", "faster and more reliable cellular mobile services"),
    ("5g-rollout", "innovation", "inferred", "opportunities to support innovation and productivity"),
    ("5g-rollout", "economic-growth", "inferred", "opportunities to support innovation and productivity"),
    ("digital-commerce", "exports", "named", "enable global sales in digital marketplaces"),
    ("digital-commerce", "business-adoption", "inferred", "global sales in digital marketplaces"),
    ("digital-trade", "exports", "named", "negotiating digital provisions in trade agreements"),
    ("digital-trade", "innovation", "named", "boost innovation and productivity"),
    ("digital-trade", "economic-growth", "named", "support the growth of Aotearoa New Zealand businesses"),
    ("digital-trade", "international-influence", "named", "negotiating digital provisions in trade agreements"),
    ("data-ethics-ai", "ethical-data", "named", "trustworthy and ethical data ecosystem"),
    ("data-ethics-ai", "maori-data", "inferred", "embedding te ao Māori perspectives"),
    ("data-ethics-ai", "skills", "named", "building data ethics capability in the public sector"),
    ("data-ethics-ai", "innovation", "inferred", "ethical and innovative development and use of AI"),
    ("data-ethics-ai", "international-influence", "inferred", "leading global voice in data governance"),
    ("cyber-security-ahead", "safe-online", "named", "those faced by individual home users"),
    ("cyber-security-ahead", "cyber-resilience", "named", "more resilient to cyber threats"),
    ("cyber-security-ahead", "skills", "named", "build capability and awareness throughout the economy and society"),
    ("digital-inclusion-action-plan", "participation", "stated", "vision of inclusion for all"),
    ("digital-inclusion-action-plan", "connectivity", "inferred", "close the digital divide"),
    ("digital-inclusion-action-plan", "skills", "inferred", "close the digital divide"),
    (
        "digital-inclusion-action-plan",
        "maori-crown-partnership",
        "inferred",
        "alongside relevant agencies, industry, Iwi Māori",
    ),
    ("digital-twins", "data-decisions", "inferred", "drive better decision-making through use of data"),
]

AHEAD = {"data-ethics-ai", "cyber-security-ahead", "digital-inclusion-action-plan", "digital-twins"}
OWN_WORDS = {"stated", "named"}


def cells(*bases: str, prospective: str = "exclude") -> Iterator[tuple[str, str]]:
    """Initiative and outcome of the cells on the bases, or on any."""
    for initiative, outcome, basis, _ in MATRIX:
        if bases and basis not in bases:
            continue
        if prospective == "include" or (initiative in AHEAD) == (prospective == "only"):
            yield initiative, outcome


def outcomes_of(*bases: str, prospective: str = "exclude") -> dict[str, set[str]]:
    """The outcomes of each initiative."""
    found: dict[str, set[str]] = {}
    for initiative, outcome in cells(*bases, prospective=prospective):
        found.setdefault(initiative, set()).add(outcome)
    return found


def feeders_of(*bases: str, prospective: str = "exclude") -> dict[str, set[str]]:
    """The initiatives of each outcome."""
    found: dict[str, set[str]] = {}
    for initiative, outcome in cells(*bases, prospective=prospective):
        found.setdefault(outcome, set()).add(initiative)
    return found


def every_outcome() -> set[str]:
    """All outcomes: those of the table, and the one that no initiative feeds."""
    return {*feeders_of(prospective="include"), "affordability"}


def feeding(minimum: int, *bases: str, prospective: str = "exclude") -> dict[str, int]:
    """Initiatives with at least so many outcomes, and how many they have."""
    found = outcomes_of(*bases, prospective=prospective)
    return {initiative: len(outcomes) for initiative, outcomes in found.items() if len(outcomes) >= minimum}
