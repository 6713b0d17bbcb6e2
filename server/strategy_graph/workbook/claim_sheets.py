"""The sheets of claims: links between things, each with its grounds."""

from __future__ import annotations

from typing import Final

from strategy_graph.workbook.columns import Column, Sheet, Value, choice, reference, text
from strategy_graph.workbook.shared_columns import EDITIONS, GROUNDS, UNDERTAKINGS

_INITIATIVE: Final = reference("initiative", "dsg:aboutInitiative", "initiative", "The initiative.", required=True)
_OUTCOME: Final = reference("outcome", "dsg:aboutOutcome", "outcome", "The outcome.", required=True)
_ORGANISATION: Final = reference("organisation", "dsg:organisation", "organisation", "The organisation.", required=True)
_FROM: Final = Column("from", "dsg:validFrom", Value.DATE, "Since when it holds.")
_UNTIL: Final = Column("until", "dsg:validUntil", Value.DATE, "Until when it held.")
_ROLE_DESCRIPTION: Final = text("role in words", "dsg:roleDescription", "The role as the source puts it, in short.")


def _claims(title: str, class_name: str, prefix: str, help: str, ends: tuple[Column, ...], *id_from: str) -> Sheet:
    return Sheet(title, "claim", class_name, help, (*ends, *GROUNDS), prefix, id_from)


CLAIM_SHEETS: Final[tuple[Sheet, ...]] = (
    _claims(
        "Contributions",
        "dsg:Contribution",
        "contribution",
        "Which initiative contributes to which outcome.",
        (
            _INITIATIVE,
            _OUTCOME,
            reference("via part", "dsg:viaPart", "part", "The part of the initiative that does it.", many=True),
            Column("prospective", "dsg:prospective", Value.YES, "yes for work without resources yet."),
            *EDITIONS,
        ),
        "initiative",
        "outcome",
    ),
    _claims(
        "Responsibilities",
        "dsg:Responsibility",
        "responsibility",
        "Which organisation has what part in an initiative.",
        (
            reference("initiative", "dsg:aboutInitiative", UNDERTAKINGS, "The initiative or part.", required=True),
            _ORGANISATION,
            choice(
                "role",
                "dsg:role",
                "role",
                "What it does there.",
                required=True,
                only=("lead", "partner", "owner", "other"),
            ),
            _ROLE_DESCRIPTION,
            _FROM,
            _UNTIL,
            *EDITIONS,
        ),
        "initiative",
        "role",
        "organisation",
    ),
    _claims(
        "Theme alignments",
        "dsg:ThemeAlignment",
        "theme",
        "What stands under which theme.",
        (
            reference(
                "thing",
                "dsg:alignedThing",
                ("initiative", "goal", "outcome", "measure"),
                "An initiative, goal, outcome or measure: goal/growth where the id alone is not clear.",
                required=True,
            ),
            reference("theme", "dsg:alignedTheme", "theme", "The theme.", required=True),
            *EDITIONS,
        ),
        "thing",
        "theme",
    ),
    _claims(
        "Progress trackings",
        "dsg:ProgressTracking",
        "tracking",
        "Which measure tracks which outcome.",
        (reference("measure", "dsg:aboutMeasure", "measure", "The measure.", required=True), _OUTCOME),
        "measure",
        "outcome",
    ),
    _claims(
        "Goal alignments",
        "dsg:GoalAlignment",
        "goal",
        "Which outcome serves which goal.",
        (_OUTCOME, reference("goal", "dsg:aboutGoal", "goal", "The goal.", required=True)),
        "outcome",
        "goal",
    ),
    _claims(
        "Vision alignments",
        "dsg:VisionAlignment",
        "vision",
        "Which outcome reflects which vision element or focus area.",
        (
            _OUTCOME,
            reference(
                "vision",
                "dsg:aboutVisionElement",
                ("vision", "focus"),
                "A vision element or focus area.",
                required=True,
            ),
        ),
        "outcome",
        "vision",
    ),
    _claims(
        "Relations",
        "dsg:Relation",
        "relation",
        "How initiatives are connected with each other or with a measure.",
        (
            reference("this", "dsg:relationFrom", UNDERTAKINGS, "An initiative or part.", required=True),
            choice("relation", "dsg:relationKind", "relation-kind", "How they are connected.", required=True),
            reference("other", "dsg:relationTo", (*UNDERTAKINGS, "measure"), "What it relates to.", required=True),
            *EDITIONS,
        ),
        "this",
        "other",
    ),
    _claims(
        "Treaty links",
        "dsg:TreatyLink",
        "treaty",
        "Which initiative refers to which treaty.",
        (_INITIATIVE, reference("treaty", "dsg:aboutTreaty", "treaty", "The treaty.", required=True), *EDITIONS),
        "initiative",
        "treaty",
    ),
    _claims(
        "Targetings",
        "dsg:Targeting",
        "target",
        "Whom an initiative is for.",
        (
            _INITIATIVE,
            reference("group", "dsg:aboutTargetGroup", "group", "The group.", required=True),
            choice("target role", "dsg:targetRole", "target-role", "For whom it is, or who takes part.", required=True),
            *EDITIONS,
        ),
        "initiative",
        "group",
    ),
    _claims(
        "Governance roles",
        "dsg:GovernanceRole",
        "governance",
        "Who made and who governs the strategy, a plan or a board.",
        (
            reference(
                "governed", "dsg:governed", ("strategy", "plan", "organisation"), "What is governed.", required=True
            ),
            reference("organisation", "dsg:organisation", "organisation", "The organisation, or"),
            reference("person", "dsg:person", "person", "the person."),
            choice("role", "dsg:role", "role", "What it does there.", required=True),
            _ROLE_DESCRIPTION,
            _FROM,
            _UNTIL,
        ),
        "governed",
        "role",
        "organisation",
        "person",
    ),
    _claims(
        "Affiliations",
        "dsg:Affiliation",
        "affiliation",
        "Which organisation belongs to which, and when.",
        (
            _ORGANISATION,
            reference("parent", "dsg:parentOrganisation", "organisation", "Its parent.", required=True),
            _FROM,
            _UNTIL,
        ),
        "organisation",
        "parent",
    ),
)
