"""Mutations of the justification of claims: basis, strength, reason, passage, fate of a plan, money."""

from __future__ import annotations

from tests.shapes.mutation import Mutation, added, dropped, swapped

C, R, T = "claim/contribution", "claim/responsibility", "claim/theme"
M, F = "milestone", "figure"

GROUNDS = [
    # Basis, strength and reason
    swapped(
        "a reading called named without its strength dropped",
        f"{C}-te-pae-tawhiti-wellbeing",
        "dsg:basis",
        "basis:named",
        "ClaimStrength",
    ),
    dropped(
        "a reading without its strength", f"{C}-digital-commerce-business-adoption", "dsg:strength", "ClaimStrength"
    ),
    dropped("a reading without its reason", f"{C}-5g-rollout-economic-growth", "dsg:rationale", "ClaimSaysWhy"),
    dropped("a derived lead without its reason", f"{R}-te-ara-paerangi-lead-mbie", "dsg:rationale", "ClaimSaysWhy"),
    dropped(
        "a derived affiliation without its reason",
        "claim/affiliation-office-for-seniors-msd",
        "dsg:rationale",
        "ClaimSaysWhy",
    ),
    swapped(
        "a stated chair called inferred", "claim/governance-board-chair", "dsg:basis", "basis:inferred", "ClaimStrength"
    ),
    swapped(
        "a stated claim called derived", f"{R}-digital-commerce-lead-nzte", "dsg:basis", "basis:derived", "ClaimSaysWhy"
    ),
    swapped(
        "a named responsibility",
        f"{R}-te-whata-owner-te-kahui-raraunga",
        "dsg:basis",
        "basis:named",
        "ClaimNamedIsContribution",
    ),
    swapped(
        "a named treaty link",
        "claim/treaty-maori-data-governance",
        "dsg:basis",
        "basis:named",
        "ClaimNamedIsContribution",
    ),
    swapped("own words as a basis", f"{C}-arohia-grant-innovation", "dsg:basis", "basis:own-words", "Claim-basis"),
    added(
        "two bases",
        f"{C}-5g-rollout-connectivity",
        "claim:contribution-5g-rollout-connectivity dsg:basis basis:derived .",
        "Claim-basis",
    ),
    added(
        "a strength of what is named",
        f"{C}-digital-trade-exports",
        "claim:contribution-digital-trade-exports dsg:strength strength:keyword .",
        "ClaimStrength",
    ),
    added(
        "two strengths",
        f"{C}-digital-twins-data-decisions",
        "claim:contribution-digital-twins-data-decisions dsg:strength strength:content .",
        "Claim-strength",
    ),
    swapped(
        "a strength of another list", f"{C}-5g-rollout-innovation", "dsg:strength", "basis:named", "Claim-strength"
    ),
    dropped(
        "a reading of a theme without its strength",
        f"{T}-christchurch-call-trust-read",
        "dsg:strength",
        "ClaimStrength",
    ),
    # Passages
    swapped(
        "a named contribution that quotes another item",
        f"{C}-digital-boost-business-adoption",
        "dsg:hasEvidence",
        "evidence:summary-low-emissions-economy",
        "PhraseInOwnSection",
    ),
    swapped(
        "a named contribution without a phrase",
        f"{C}-te-ara-paerangi-research",
        "dsg:hasEvidence",
        "evidence:rc3-objective-a",
        "NamedHasPhrase",
    ),
    swapped(
        "a locator that says nothing",
        "evidence/strat-tagline",
        "dsg:locator",
        '"place within the source not recorded"@en',
        "Evidence-locator-says-where",
    ),
    added(
        "a missing passage beside a place",
        "evidence/oga-trust-paragraph",
        'evidence:oga-trust-paragraph dsg:passageMissing "The page could not be opened."@en .',
        "EvidencePlace",
    ),
    Mutation(
        "evidence with no place and no reason",
        "evidence/nowhere",
        "EvidencePlace",
        extra="evidence:nowhere a dsg:Evidence ; oa:hasSource source:cap ."
        " claim:governance-board-chair dsg:hasEvidence evidence:nowhere .",
    ),
    dropped("a source of unknown form", "source/rc1", "dsg:seenAs", "Source-seenAs"),
    dropped("a source seen at no time", "source/rc2", "dsg:seenOn", "Source-seenOn"),
    swapped("a source seen in a year", "source/rmv", "dsg:seenOn", '"2026"^^edtf:EDTF', "Source-seenOn"),
    swapped("a form of another list", "source/htn", "dsg:seenAs", "source-kind:primary", "Source-seenAs"),
    # The codebook
    dropped("an outcome without a definition", "outcome/affordability", "skos:definition", "definition"),
    dropped("an outcome without what counts", "outcome/exports", "xkos:coreContentNote", "Outcome-coreContentNote"),
    dropped("an outcome without what does not", "outcome/wellbeing", "xkos:exclusionNote", "Outcome-exclusionNote"),
    Mutation(
        "an outcome tied to nothing of the Strategy",
        "outcome/research",
        "OutcomeAnchored",
        "note/not-found-outcome-anchor dsg:aboutProperty",
    ),
    Mutation(
        "a vision alignment to a theme",
        "claim/vision-example",
        "VisionAlignment-visionElement",
        extra="claim:vision-example a dsg:VisionAlignment ; dsg:aboutOutcome outcome:skills ;"
        " dsg:aboutVisionElement theme:trust .",
    ),
    # Plans and what became of them
    dropped(
        "a plan whose fate is untold", f"{M}/2022-23-first-progress-report", "dsg:fateNote", "MilestonePlannedHasFate"
    ),
    Mutation(
        "a plan cut off from what happened",
        f"{M}/improving-rural-connectivity-remote-users-scheme-launched",
        "MilestonePlannedHasFate",
        f"{M}/improving-rural-connectivity-remote-users-scheme-opens dsg:actualOf",
    ),
    added(
        "a fate told twice",
        f"{M}/te-ara-paerangi-white-paper",
        'milestone:te-ara-paerangi-white-paper dsg:fateNote "It came out."@en .',
        "MilestonePlannedHasFate",
    ),
    added(
        "a fate of what is done",
        f"{M}/christchurch-call-call-adopted-in-paris",
        'milestone:christchurch-call-call-adopted-in-paris dsg:fateNote "It was adopted."@en .',
        "MilestonePlannedHasFate",
    ),
    swapped(
        "the actual event of a fact",
        f"{M}/accelerating-maori-innovation-ecosystem-report-published",
        "dsg:actualOf",
        "milestone:christchurch-call-attack-on-two-mosques",
        "Milestone-actualOf",
    ),
    swapped(
        "an actual event that is only planned",
        f"{M}/5g-rollout-long-term-rights-in-force",
        "dsg:status",
        "milestone-status:planned",
        "Milestone-actual-happened",
    ),
    swapped(
        "an expectation called planned",
        f"{M}/improving-rural-connectivity-build-may-start",
        "dsg:status",
        "milestone-status:planned",
        "MilestonePlannedHasFate",
    ),
    # Money
    swapped(
        "a part that is a projection of a sum that is funding",
        f"{F}/improving-rural-connectivity-part-for-the-remote-users-scheme",
        "dsg:purpose",
        "figure-purpose:projection",
        "FigurePartLikeWhole",
    ),
    Mutation(
        "a part larger than its whole",
        f"{F}/improving-rural-connectivity-extra-funding-for-rural-connectivity",
        "FigurePartsWithinWhole",
        f"{F}/improving-rural-connectivity-part-for-network-capacity dsg:value",
        "figure:improving-rural-connectivity-part-for-network-capacity dsg:value 143000000 .",
    ),
    swapped(
        "funding of an area without resources",
        f"{F}/digital-boost-budget-2021",
        "dsg:figureOf",
        "initiative:data-ethics-ai",
        "FigureFundsNoUnfundedArea",
    ),
    swapped(
        "funding of a part of an area without resources",
        f"{F}/te-pae-tawhiti-more-announced-in-june-2023",
        "dsg:figureOf",
        "part:cyber-resilience-measurement-framework",
        "FigureFundsNoUnfundedArea",
    ),
    dropped("a conflict that is not told", f"{F}/cert-nz-collective-sum", "skos:note", "Figure-conflict-told"),
    swapped(
        "a projection in households",
        f"{F}/digital-inclusion-skills-digital-hubs",
        "dsg:purpose",
        "figure-purpose:projection",
        "FigureFundingIsMoney",
    ),
    swapped(
        "a part of a milestone",
        f"{F}/arohia-grant-other-grant",
        "dcterms:isPartOf",
        "milestone:arohia-grant-announced",
        "Figure-isPartOf",
    ),
    # Target groups and lists
    dropped(
        "a targeting without a role",
        "claim/target-digital-boost-small-enterprises",
        "dsg:targetRole",
        "Targeting-targetRole",
    ),
    swapped("a group below a theme", "group/rangatahi", "skos:broader", "theme:trust", "TargetGroup-broader"),
    dropped("a basis outside its list", "basis/derived", "skos:topConceptOf", "ConceptTopOrBelow"),
    swapped("a basis below another list", "basis/named", "skos:broader", "tier:flagship", "ConceptTopOrBelow"),
]
