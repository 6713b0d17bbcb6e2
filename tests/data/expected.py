"""The same records, worked out from the facts in their machine-readable form.

Nothing here is read from the data. Where the facts use words and the data a controlled list, a small table below says
which word became which; where they hold less than the data, a row is written out by hand with its ground.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from typing import Any

from tests.data.extract import Records

Facts = dict[str, Any]

SLUGS = {
    "DIA": "dia",
    "MBIE": "mbie",
    "DPMC": "dpmc",
    "Stats NZ": "stats-nz",
    "MSD": "msd",
    "Office for Seniors": "office-for-seniors",
    "MPP": "mpp",
    "Ministry for Pacific Peoples": "mpp",
    "MFAT": "mfat",
    "Ministry of Health": "ministry-of-health",
    "Te Whatu Ora": "te-whatu-ora",
    "NZTE": "nzte",
    "Callaghan Innovation": "callaghan-innovation",
    "CIP": "cip",
    "Crown Infrastructure Partners": "cip",
    "CERT NZ": "cert-nz",
    "NCSC": "ncsc",
    "NCSC (GCSB)": "ncsc",
    "GCSB": "gcsb",
    "NCPO": "ncpo",
    "RSM": "rsm",
    "MBIE (Radio Spectrum Management)": "mbie",
    "Digital Safety Group": "digital-safety-group",
    "DEB": "digital-executive-board",
    "TKR": "te-kahui-raraunga",
    "Te Kāhui Raraunga": "te-kahui-raraunga",
    "Te Kāhui Raraunga Charitable Trust": "te-kahui-raraunga",
    "DILG": "data-iwi-leaders-group",
    "Data Iwi Leaders Group": "data-iwi-leaders-group",
    "National Iwi Chairs Forum": "national-iwi-chairs-forum",
    "Figure.NZ": "figure-nz",
    "NZTech": "nztech",
    "TUANZ": "tuanz",
    "TPK": "te-puni-kokiri",
    "Trust Framework Board": "trust-framework-board",
    "Trust Framework Authority": "trust-framework-authority",
    "Māori Advisory Group": "trust-framework-maori-advisory-group",
    "Government of France": "government-of-france",
    "Te Whare Wānanga o Awanuiārangi": "te-whare-wananga-o-awanuiarangi",
    "Paua Interface Ltd": "paua-interface",
    "University of Waikato (Māui Hudson)": "university-of-waikato",
}

KINDS = {
    "public service department": "public-service-department",
    "office within": "unit",
    "Crown entity": "crown-entity",
    "Crown-owned company": "crown-company",
    "business unit of": "unit",
    "part of the GCSB": "unit",
    "group within": "unit",
    "interdepartmental executive board": "executive-board",
    "charitable trust": "trust-or-charity",
    "group of the National Iwi Chairs Forum": "iwi-group",
    "non-profit charity": "trust-or-charity",
    "industry association": "association",
    "user association": "association",
}

# Named by the facts only as partners, or as a parent: name, other language, kind, sources.
NAMED_ONLY_ELSEWHERE = {
    "trust-framework-board": ("Trust Framework Board", None, "statutory-body", "DIT2 DIT5"),
    "trust-framework-authority": ("Trust Framework Authority", None, "statutory-body", "DIT2 DIT5"),
    "trust-framework-maori-advisory-group": ("Māori Advisory Group", None, "statutory-body", "DIT2 DIT5"),
    "government-of-france": ("Government of France", None, "foreign-government", "SUMMARY CC2"),
    "te-whare-wananga-o-awanuiarangi": (None, "Te Whare Wānanga o Awanuiārangi", "tertiary-institution", "MT1"),
    "paua-interface": ("Paua Interface Ltd", None, "company", "MT1"),
    "university-of-waikato": ("University of Waikato", None, "tertiary-institution", "NT1"),
    "national-iwi-chairs-forum": ("National Iwi Chairs Forum", None, "iwi-group", "MD1 TW1"),
}

# By what the facts say that they do, these take part without being partners.
NO_PARTNERS = {
    "bodies set up by the later Act",
    "published the adoption notice",
    "policy owner",
    "parent of the Office for Seniors",
    "lead health agency by November 2022",
}


def codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def word(confidence: str) -> str:
    """The first word of a confidence, which is the basis."""
    return re.split(r"[\s;(]", confidence)[0]


def organisations(facts: Facts) -> Records:
    found: Records = {}
    for agency in facts["agencies"]:
        name = agency["name_en"].partition(" (brand")[0].rpartition(" — ")[2]
        (kind,) = (slug for said, slug in KINDS.items() if agency["kind"].startswith(said))
        ids = agency["external_ids"]
        isni = ids.get("isni", "")
        identifiers = (
            {
                ("ROR", ids["ror"].rpartition("/")[2]),
                ("Wikidata", ids["wikidata"]),
                ("GRID", ids["grid"]),
                ("ISNI", " ".join(isni[i : i + 4] for i in range(0, 16, 4))),
                ids["ror"],
                "http://www.wikidata.org/entity/" + ids["wikidata"],
            }
            if ids
            else set()
        )
        parents: set[tuple[str, str | None, str | None]] = set()
        if agency["parent"]:
            parents.add((SLUGS[agency["parent"]], None, None))
        if agency["id"] == "CERT NZ":
            until = re.search(r"until (\d{4}-\d\d)", agency["note"])
            assert until
            parents = {("mbie", None, until[1]), ("gcsb", until[1], None)}
        found[SLUGS[agency["id"]]] = (
            name,
            agency["name_mi"],
            frozenset((agency["abbreviation"] or "").split(" / ")) - {""},
            agency["website"],
            kind,
            frozenset(agency["sources"]),
            frozenset(parents),
            frozenset(identifiers),
        )
    for slug, (english, maori, kind, grounds) in NAMED_ONLY_ELSEWHERE.items():
        found[slug] = (english, maori, frozenset(), None, kind, codes(grounds), frozenset(), frozenset())
    return found


def responsibilities(facts: Facts) -> Records:
    found: Records = {}
    for item in facts["initiatives"]:
        lead = item["lead"]
        if lead["agency"] and " and " not in lead["agency"]:
            found[item["id"], SLUGS[lead["agency"]], "lead"] = (word(lead["confidence"]), frozenset(lead["sources"]))
        for partner in item["partners"]:
            if "unnamed" in partner["agency"]:
                continue  # a target group
            role = "other" if partner["role"] in NO_PARTNERS else "partner"
            for name in partner["agency"].split("; "):
                found[item["id"], SLUGS[name], role] = (word(partner["confidence"]), frozenset(partner["sources"]))
    # Two leads of parts, by the facts' own list of parts; and the unit that the lead of the 5G rollout names.
    found["digital-inclusion-skills", "office-for-seniors", "lead"] = ("stated", codes("SUMMARY OS1"))
    found["digital-inclusion-skills", "mpp", "lead"] = ("stated", codes("TO1 TO2"))
    found["5g-rollout", "rsm", "other"] = ("stated", codes("MBA RSMO 5G1 SUMMARY"))
    found["seniors-digital-literacy", "office-for-seniors", "owner"] = ("stated", codes("SUMMARY OS1"))
    found["pacific-community-digital-hubs", "mpp", "owner"] = ("stated", codes("TO2"))
    found["toloa", "mpp", "owner"] = ("stated", codes("TO1"))
    found["te-whata", "te-kahui-raraunga", "owner"] = ("stated", codes("TW3 TW2"))
    found["pacific-data-fale", "figure-nz", "owner"] = ("stated", codes("PF1"))
    found["pacific-data-fale", "stats-nz", "partner"] = ("stated", codes("PF1"))
    return found


TIERS = {"flagship": "flagship", "other": "supporting-activity", "looking-ahead": "looking-ahead"}
CITATION = "Accelerating our economic recovery - Budget 2022 - 19 May 2022"


def initiatives(facts: Facts) -> Records:
    return {
        item["id"]: (
            TIERS[item["kind"]],
            item["order"],
            item["name"].replace("'", "’"),
            frozenset(url["url"] for url in item["urls"]),
            CITATION if item["id"] == "improving-rural-connectivity" else None,
        )
        for item in facts["initiatives"]
    }


def parts(facts: Facts) -> Records:
    return {
        part["id"]: (
            item["id"],
            order,
            part["name"].partition(" (later")[0],
            part["url"],
            frozenset({part["phrase"]}),
        )
        for item in facts["initiatives"]
        for order, part in enumerate(item["parts"], 1)
    }


def contributions(facts: Facts) -> Records:
    return {
        (item["id"], cell["outcome"].removeprefix("o-")): (
            {"explicit": "stated"}.get(cell["basis"], cell["basis"]),
            frozenset({cell["phrase"]}),
            frozenset(part["id"] for part in item["parts"] if cell["outcome"] in part["outcomes"]),
            item["kind"] == "looking-ahead",
        )
        for item in facts["initiatives"]
        for cell in item["contributions"]
    }


STATUSES = {
    "done at publication": "done",
    "planned at publication": "planned",
    "in progress": "in-progress",
    "intended": "intended",
    "context": "background",
    "external, later": "later",
    "external: plan expectation": "planned",
    "external expectation": "planned",
    "external target": "planned",
}
PUBLISHED = "2022-09-30"

# What the facts do not list among the milestones of an item: those of the strategy, the plan and the board, and two
# that they tell in notes.
OTHER_MILESTONES = {
    ("digital-strategy-for-aotearoa", "Strategy and plan published"): (
        *("done", "2022-09", "2022-09-01", "2022-09-30"),
        codes("STRAT KA HINZ ATD"),
    ),
    ("2022-23", "First progress report"): ("planned", "2023", "2023-01-01", "2023-12-31", codes("SUMMARY")),
    ("digital-executive-board", "Board set up, by its annual report"): (
        *("done", "2022-08", "2022-08-01", "2022-08-31"),
        codes("DEB"),
    ),
    ("digital-executive-board", "Board set up, by its terms of reference"): (
        *("done", "2022-09-08", "2022-09-08", "2022-09-08"),
        codes("DEBTOR"),
    ),
    ("digital-boost", "First birthday of the Alliance"): ("done", "2022-09", "2022-09-01", "2022-09-30", codes("BEE")),
    ("callaghan-innovation", "Closing of Callaghan Innovation announced"): (
        *("later", "2025-01", "2025-01-01", "2025-01-31"),
        codes("CAL2"),
    ),
}


def days(date: str) -> tuple[str, str]:
    """The first and last day of a date, or of an interval between two."""
    start, _, end = date.partition("/")
    return _day(start, last=False), _day(end or start, last=True)


def _day(date: str, *, last: bool) -> str:
    year, month, day, *_ = [*date.split("-"), "", ""]
    if month == "40":
        month = "06" if last else "01"
    month = month or ("12" if last else "01")
    day = day or (f"{calendar.monthrange(int(year), int(month))[1]:02}" if last else "01")
    return f"{year}-{month}-{day}"


def milestones(facts: Facts) -> Records:
    found: Records = dict(OTHER_MILESTONES)
    for item in facts["initiatives"]:
        for milestone in item["milestones"]:
            date = milestone["date"]
            if milestone["precision"] == "first half":
                date += "-40"
            if milestone["label"] == "In force at the latest":
                date = "2023-03-30/" + date  # not before its third reading
            earliest, latest = days(date) if date else (None, None)
            status = STATUSES.get(milestone["status"])
            if status is None:
                assert milestone["status"] == "external"
                status = "in-progress" if latest is None else "done" if latest <= PUBLISHED else "planned"
            found[item["id"], milestone["label"]] = (status, date, earliest, latest, frozenset({milestone["source"]}))
    return found


SOURCE_KINDS = {
    "primary": "primary",
    "primary (release)": "primary-release",
    "primary copy": "primary-copy",
    "secondary": "secondary",
    "secondary, extracts of primary": "secondary-extracts",
}


def bibliography(facts: Facts) -> Records:
    found: Records = {}
    for source in facts["sources"]:
        title, _, maori = unicodedata.normalize("NFC", source["title"]).partition(" / ")
        if source["id"] == "NT1":
            title, maori = "", title  # a name in te reo Māori alone
        date = re.match(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?)(?: \(from the address code .*)?$", source["date"])
        found[source["id"]] = (
            title or None,
            maori or None,
            unicodedata.normalize("NFC", source["publisher"]),
            date[1] if date else None,
            None if date and date[1] == source["date"] else source["date"],
            SOURCE_KINDS[source["kind"]],
            None if source["licence"].startswith("not stated") else source["licence"],
            source["url"].partition(" ")[0] if source["url"].startswith("http") else None,
        )
    return found


STRENGTHS = {"keyword": "keyword", "content": "content", "content (weak)": "weak-content"}


def theme_alignments(facts: Facts) -> Records:
    """Of the initiatives, the goals and the measures."""
    found: Records = {}
    for item in facts["initiatives"]:
        key = "initiative/" + item["id"]
        for reading in item["theme_derived"]:
            record = (STRENGTHS[reading["strength"]], frozenset({reading["phrase"]}), codes("SUMMARY"))
            found[key, reading["theme"], "derived"] = record
        government = item["theme_government"]
        for theme in government["themes"]:
            itself = item["id"] == "digital-inclusion-action-plan"  # the text places it, in these words
            said = {"To advance on the Strategy’s vision of inclusion for all"} if itself else set()
            found[key, theme, "stated"] = (None, frozenset(said), frozenset(government["sources"]))
    for goal in facts["strategy"]["goals"]:
        key = "goal/" + goal["id"].removeprefix("goal-")
        found[key, goal["theme"], "stated"] = (None, frozenset(), codes("CAP"))
    for measure in facts["strategy"]["measures"]:
        stated = measure["theme_confidence"] == "stated"
        key, basis = "measure/" + measure["id"].lower(), measure["theme_confidence"]
        found[key, measure["theme"], basis] = (None, frozenset(), codes("OGA" if stated else "CAP"))
    return found


def goals(facts: Facts) -> Records:
    found: Records = {}
    for goal in facts["strategy"]["goals"]:
        place = re.search(r"(\w+ bullet under Mahi \w+)", goal["where"])
        assert place
        record = (goal["paraphrase"], frozenset(goal["sources"]), frozenset({"goals list, " + place[1]}))
        found[goal["id"]] = record
    return found


UNREACHED = "Known from secondary sources; the primary text could not be reached. No baseline or indicator was found."


def measures(facts: Facts) -> Records:
    found: Records = {}
    for measure in facts["strategy"]["measures"]:
        target = re.fullmatch(r"> (\d+) (percent of the workforce)", measure["target"])
        found[measure["id"]] = (
            measure["order"],
            measure["paraphrase"],
            str(measure["target_year"]),
            (target[1], target[2]) if target else (None, None),
            "more-than" if target else None,
            frozenset(measure["sources"]),
            frozenset({f"measures list, item {measure['order']}"}),
            frozenset({UNREACHED, capital(measure["note"])} if measure["note"] else {UNREACHED}),
        )
    return found


def outcomes(facts: Facts) -> Records:
    return {
        outcome["id"].removeprefix("o-"): (
            order,
            outcome["label"],
            "curated",
            frozenset(measure.lower() for measure in outcome["measures"]),
            frozenset(goal.removeprefix("goal-") for goal in outcome["goals"]),
            frozenset({capital(outcome["note"]).replace("my own", "our own") + "."} if outcome["note"] else ()),
        )
        for order, outcome in enumerate(facts["outcomes"], 1)
    }


RELATION_KINDS = {
    "aligned with": "aligned-with",
    "part of / overlaps": "part-of",
    "part of": "part-of",
    "same iwi-Crown agreement (Mana Ōrite)": "shares-agreement",
    "continues": "continues",
    "possible use of": "possible-use-of",
    "tracked with": "tracked-with",
}


def relations(facts: Facts) -> Records:
    return {
        (relation["subject"], relation["object"].lower()): (
            RELATION_KINDS[relation["relation"]],
            word(relation["confidence"]),
            frozenset({relation["source"], *re.findall(r"\b[A-Z]{2}\d\b", relation["confidence"])}),
        )
        for relation in facts["relations"]
    }


def treaty_links(facts: Facts) -> Records:
    return {
        (link["item"], "te-tiriti-o-waitangi"): (
            {"explicit": "stated"}.get(link["basis"], link["basis"]),
            frozenset({link["phrase"]}),
        )
        for link in facts["treaty_principle_links"]
    }


def target_groups(facts: Facts) -> Records:
    found: Records = {
        (item["id"], capital(name)): frozenset({group["phrase"]})
        for item in facts["initiatives"]
        for group in item["target_groups"]
        for name in group["group"].split("; ")
    }
    # The partners that the facts call unnamed.
    found["digital-inclusion-action-plan", "Agencies, industry, Iwi Māori and community groups"] = frozenset(
        {"alongside relevant agencies, industry, Iwi Māori and other community groups"}
    )
    return found


def governance(facts: Facts) -> Records:
    strategy, plan, board = "digital-strategy-for-aotearoa", "2022-23", "digital-executive-board"
    governed = facts["strategy"]["governance"]
    assert governed["chair"].startswith("Mark Sowden,") and governed["servicing"].startswith("DIA (secretariat,")
    assert facts["strategy"]["minister"].startswith("Hon Dr David Clark,")
    found: Records = {
        (board, SLUGS[member], "member"): ("stated", codes("DEBTOR DEBOP")) for member in governed["members"]
    }
    developers = facts["strategy"]["portfolio_agencies"]
    for name in developers["value"]:
        found[strategy, SLUGS[name], "developer"] = ("stated", codes(developers["source"]))
    found[board, "mark-sowden", "chair"] = ("stated", codes("DEBTOR"))
    found[board, "dia", "secretariat"] = ("stated", codes("DEBOP DEB"))
    found[strategy, "david-clark", "minister"] = ("stated", codes("BEE ENG"))
    found[strategy, board, "governing-board"] = ("stated", frozenset(governed["sources"]))
    found[plan, board, "governing-board"] = ("derived", frozenset(governed["sources"]))
    return found


# How the label of a sum begins in the facts, its name in the data, and the year and span that the label holds.
SUMS = """
extra funding for rural connectivity | Extra funding for rural connectivity | |
part: network capacity | Part for network capacity | |
part: Remote Users Scheme | Part for the Remote Users Scheme | |
part: Marae Digital Connectivity, up to two years | Part for Marae Digital Connectivity | | up to two years
over this sum for capacity | Capacity in all, with the February 2022 upgrades | |
sector contribution | Contribution of the digital technologies sector to the economy | 2020 |
two grants over four years | Two grants together | | over four years
Ārohia part | Ārohia part | |
Budget 2022, three years, seniors digital literacy | Digital literacy for seniors, Budget 2022 | 2022 | three years
Budget 2022/23 | Budget 2022/23 | | Budget 2022/23
more over two years, June 2023 | More, announced in June 2023 | 2023 | over two years
projected whole cost | Projected whole cost | |
Budget 2022, up to | Budget 2022 | 2022 |
Budget 2021 | Budget 2021 | 2021 |
Budget 2022 for cyber resilience via CERT NZ | Budget 2022 for cyber resilience, through CERT NZ | 2022 |
"""

# Numbers that the facts tell in words: of what, name, value, bound, unit, purpose, year, span, sources.
NUMBERS_IN_WORDS = """
2022-23 | Flagship initiatives | 11 | exact | initiatives | count | | | SUMMARY
2022-23 | Other selected activities | 9 | exact | initiatives | count | | | SUMMARY
2022-23 | Looking-ahead areas | 4 | exact | initiatives | count | | | SUMMARY
2022-23 | Measures of success | 9 | exact | measures | count | | | SUMMARY
digital-technologies-itp|Contribution of the sector by other coverage, 2021|7000000000|about|NZD|context|2021||IT4
digital-technologies-itp|Contribution of the sector by other coverage, 2019|6600000000|about|NZD|context|2019||IT4
digital-boost | Small enterprises among firms | 97 | exact | percent of firms | context | | | SUMMARY
digital-boost | Small enterprises in employment | 29 | exact | percent of employment | context | | | SUMMARY
digital-boost | Largest small enterprise | 19 | at-most | employees | context | | | SUMMARY
arohia-grant | Firms to be helped by Ārohia | 100 | about | firms | context | | over four years | AR2
arohia-grant | Smaller grants by the release, firms helped | 200 | about | firms a year | context | | | AR2
arohia-grant | Smaller grants by the press, firms helped | 200 | exact | firms | context | | | AR3
nga-tikanga-paihere | Tikanga in the guidelines | 10 | exact | tikanga | context | | | SUMMARY
nga-tikanga-paihere | Principles in the framework | 5 | exact | principles | context | | | NT1
cyber-security-strategy | Priority areas of the strategy | 5 | exact | priority areas | context | | | CY1 CY2
digital-inclusion-skills | Seniors to be trained | 5000 | at-most | learners | context | | three years | OS1
digital-inclusion-skills | Digital hubs | 10 | exact | hubs | context | | 2022/2023 | TO2
te-pae-tawhiti | Length of the programme | 9 | exact | years | context | | | TP1
digital-inclusion-skills | Pacific share of STEAM jobs, from | 2.8 | exact | percent of STEAM jobs | target | | | TO3
digital-inclusion-skills | Pacific share of STEAM jobs, to | 8 | exact | percent of STEAM jobs | target | 2028 | | TO3
"""


def figures(facts: Facts) -> Records:
    found: Records = {}
    for line in NUMBERS_IN_WORDS.strip().splitlines():
        of, name, value, bound, unit, purpose, year, span, grounds = (cell.strip() for cell in line.split("|"))
        found[of, name] = (value, None, None, bound, unit, purpose, year or None, span or None, codes(grounds))
    sums = [[cell.strip() for cell in line.split("|")] for line in SUMS.strip().splitlines()]
    for item in facts["initiatives"]:
        for money in item["money"]:
            label, amount = money["label"], money["amount"]
            ((title, when, how_long),) = (rest for start, *rest in sums if label.startswith(start))
            over = label.startswith("over ") or '"over"' in label
            bound = "more-than" if over else "at-most" if label.endswith("up to") else "exact"
            values: tuple[str | None, ...] = (str(amount), None, None, bound)
            if not isinstance(amount, int):
                low, high = re.findall(r"\d\.\d", amount)
                values = (None, f"{low.replace('.', '')}00000000", f"{high.replace('.', '')}00000000", None)
            purpose = "context" if "not funding" in money.get("note", "") else "funding"
            source = frozenset({money["source"]})
            found[item["id"], title] = (*values, money["currency"], purpose, when or None, how_long or None, source)
    return found


def themes(facts: Facts) -> Records:
    return {
        theme["id"]: (order, theme["mi"], theme["en"], frozenset({theme["label_strategy"], theme["label_summary"]}))
        for order, theme in enumerate(facts["strategy"]["themes"], 1)
    }


def vision_elements(facts: Facts) -> Records:
    elements = facts["strategy"]["vision_2032_elements"]
    return {
        order: (capital(element["paraphrase"].removesuffix(" (item cut off)")), frozenset({element["source"]}))
        for order, element in enumerate(elements, 1)
    }


def focus_areas(facts: Facts) -> Records:
    across = facts["strategy"]["cross_cutting"]
    return {order: (capital(name), frozenset({across["source"]})) for order, name in enumerate(across["items"], 1)}
