"""The queries on agencies, people and groups."""

from __future__ import annotations

from collections import Counter

from tests.data import extract
from tests.data.core_data import ITEMS
from tests.data.extract import authored
from tests.queries import answers
from tests.queries.conftest import Ask
from tests.queries.matrix import AHEAD, OWN_WORDS, outcomes_of
from tests.queries.rows import column, numbers, pick

# By hand: where two lead one item, each reaches only what its own parts contribute to.
THROUGH_PARTS = {
    ("office-for-seniors", "digital-inclusion-skills"): {"skills", "safe-online", "wellbeing"},
    ("mpp", "digital-inclusion-skills"): {"connectivity", "digital-jobs"},
}


def reached(*bases: str) -> dict[str, tuple[int, int]]:
    """Each lead: how many initiatives, and how many outcomes they contribute to."""
    found = outcomes_of(*bases)
    led: dict[str, set[str]] = {}
    for item, (_, _, leads) in ITEMS.items():
        for agency, _ in leads:
            led.setdefault(agency, set()).add(item)

    def outcomes(agency: str, item: str) -> set[str]:
        everything = found.get(item, set())
        return everything & THROUGH_PARTS.get((agency, item), everything)

    return {
        agency: (len(items), len(set().union(*(outcomes(agency, item) for item in items))))
        for agency, items in led.items()
    }


def test_agencies_by_outcomes_reached(ask: Ask) -> None:
    rows = ask("agencies-by-outcomes-reached")
    assert numbers(rows, "agency", "initiatives", "outcomes") == reached()
    own = {agency: outcomes for agency, (_, outcomes) in reached(*OWN_WORDS).items()}
    assert {agency: count for agency, (count,) in numbers(rows, "agency", "ownWords").items()} == own
    assert numbers(rows, "agency", "outcomes")["office-for-seniors"] == (3,)
    assert numbers(rows, "agency", "outcomes")["mpp"] == (2,)
    stated = Counter(agency for _, _, leads in ITEMS.values() for agency, basis in leads if basis == "stated")
    assert {agency: count for agency, (count,) in numbers(rows, "agency", "statedLeads").items() if count} == stated


def test_agencies_that_work_together(ask: Ask) -> None:
    rows = ask("agencies-that-work-together")
    assert sorted(pick(rows, "first", "second", "shared"), key=str) == sorted(answers.PAIRS, key=str)
    # An item and its part count once; two who lead separate activities of one item do not work together for that.
    assert ("mpp", "office-for-seniors") not in pick(rows, "first", "second")
    assert pick(rows[:1], "firstName", "secondName", "initiativeNames") == [
        (
            "Data Iwi Leaders Group",
            "Statistics New Zealand",
            "Data as a tool for decision-making and wellbeing; Government cloud adoption; Māori Data Governance",
        )
    ]
    # Its name is in te reo Māori alone, and it must not fall out for that.
    awanuiarangi = [row for row in rows if row["second"] == "te-whare-wananga-o-awanuiarangi"]
    assert {row["secondName"] for row in awanuiarangi} == {"Te Whare Wānanga o Awanuiārangi"}


def test_agency_portfolio(ask: Ask) -> None:
    roles = {
        ("digital-boost", "lead", "inferred"),
        ("improving-rural-connectivity", "lead", "derived"),
        ("accelerating-maori-innovation", "lead", "derived"),
        ("digital-technologies-itp", "lead", "derived"),
        ("te-ara-paerangi", "lead", "derived"),
        ("5g-rollout", "lead", "derived"),
        ("arohia-grant", "other", "derived"),
        ("digital-boost-alliance", "partner", "stated"),
        # Of its units: CERT NZ, which belonged to it until 2023, and Radio Spectrum Management.
        ("cyber-security-strategy", "partner", "stated"),
        ("cyber-resilience-measurement-framework", "partner", "stated"),
        ("5g-rollout", "other", "stated"),
    }
    rows = ask("agency-portfolio")
    assert set(pick(rows, "work", "role", "basis")) == roles
    of_nzte = ask("agency-portfolio", organisation="nzte")
    assert set(pick(of_nzte, "work", "partOf", "role")) == {
        ("digital-commerce", None, "lead"),
        ("saas-ecosystem", "Digital Technologies Industry Transformation Plan", "partner"),
    }


def test_initiatives_without_a_lead(ask: Ask) -> None:
    """Those without, and those whose lead no source states."""
    rows = ask("initiatives-without-a-lead")
    expected: set[tuple[str | None, ...]] = {(item, None, None) for item, row in ITEMS.items() if not row[2]}
    expected |= {
        (item, agency, basis) for item, (_, _, leads) in ITEMS.items() for agency, basis in leads if basis != "stated"
    }
    assert set(pick(rows, "initiative", "lead", "basis")) == expected
    assert {row["initiative"] for row in rows if row["lead"] is None} == AHEAD - {"digital-inclusion-action-plan"}
    assert all(row["rationale"] for row in rows if row["lead"])


def test_organisations_and_their_parents(ask: Ask) -> None:
    rows = ask("organisations-and-their-parents")
    assert pick(rows, "organisation", "parent", "from", "until", "basis") == answers.PARENTS
    assert pick(rows[:1], "name", "parentName") == [
        ("Computer Emergency Response Team New Zealand", "Ministry of Business, Innovation and Employment")
    ]


def test_who_governs(ask: Ask) -> None:
    rows = ask("who-governs")
    assert pick(rows, "governed", "role", "holder", "basis") == answers.GOVERNING
    assert {row["holderName"] for row in rows if row["role"] in {"chair", "minister"}} == {
        "Mark Sowden",
        "Hon Dr David Clark",
    }


def test_target_groups(ask: Ask) -> None:
    rows = ask("target-groups")
    assert pick(rows, "group", "initiative", "role", "basis", "phrase") == answers.TARGETS
    assert len(rows) == 30
    assert ("Older people", "Digital inclusion through skills development") in pick(rows, "groupName", "name")


def test_initiatives_for_a_group(ask: Ask) -> None:
    """What is for Māori, for Pacific peoples, for young people: through the narrower groups."""
    assert {row["initiative"] for row in ask("initiatives-for-a-group")} == {
        "accelerating-maori-innovation",
        "data-as-a-tool",
        "te-ara-paerangi",
        "maori-data-governance",
        "nga-tikanga-paihere",
        "government-cloud-adoption",
    }
    pacific = ask("initiatives-for-a-group", group="pacific-peoples")
    assert {row["initiative"] for row in pacific} == {"data-as-a-tool", "digital-inclusion-skills"}
    young = ask("initiatives-for-a-group", group="young-people")
    assert {row["initiative"] for row in young} == {
        "cyber-security-strategy",
        "accelerating-maori-innovation",
        "digital-safety-group",
    }
    older = ask("initiatives-for-a-group", group="older-people")
    assert pick(older, "initiative", "role") == [("digital-inclusion-skills", "served")]


def test_how_initiatives_are_connected(ask: Ask) -> None:
    rows = ask("how-initiatives-are-connected")
    assert pick(rows[:1], "other", "how", "through", "basis") == [
        ("data-as-a-tool", "relation (from the other)", "shares an agreement", "derived")
    ]
    found = outcomes_of(prospective="include")
    mine = found["maori-data-governance"]
    shared = {(other, len(outcomes & mine)) for other, outcomes in found.items() if outcomes & mine}
    by_outcome = [row["other"] for row in rows if row["how"] == "outcome"]
    assert {(other, by_outcome.count(other)) for other in by_outcome} == shared - {("maori-data-governance", len(mine))}
    agencies = {(row["other"], row["through"]) for row in rows if row["how"] == "agency"}
    assert agencies == {
        ("data-as-a-tool", "Data Iwi Leaders Group"),
        ("data-as-a-tool", "Statistics New Zealand"),
        ("data-as-a-tool", "Te Kāhui Raraunga Charitable Trust"),
        ("data-ethics-ai", "Statistics New Zealand"),
        ("government-cloud-adoption", "Data Iwi Leaders Group"),
        ("government-cloud-adoption", "Statistics New Zealand"),
        ("nga-tikanga-paihere", "Statistics New Zealand"),
    }


def test_treaty_links(ask: Ask) -> None:
    assert pick(ask("treaty-links"), "initiative", "treatyName", "basis", "phrase") == [
        ("maori-data-governance", "Te Tiriti o Waitangi", "stated", "embeds Te Tiriti o Waitangi"),
        ("te-ara-paerangi", "Te Tiriti o Waitangi", "stated", "helping to honour The Treaty of Waitangi"),
        ("government-cloud-adoption", "Te Tiriti o Waitangi", "inferred", "between Māori and the Crown"),
    ]


def test_the_answers_agree_with_the_authored_files() -> None:
    """The hand-made tables, counted again in the files."""
    at_work: dict[str | None, set[str]] = {}
    data = authored()
    wholes = {slug: record[0] for slug, record in extract.parts(data).items()}
    for (item, agency, role), _ in extract.responsibilities(data).items():
        if role != "other":
            at_work.setdefault(item, set()).add(agency)
    assert set(wholes) & set(at_work)
    named = {name for pair in answers.PAIRS for name in pair[:2]}
    assert named <= set().union(*at_work.values())
    assert column([], "a", "b") == {}
