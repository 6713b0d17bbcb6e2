"""Mutations that violate the model: properties dropped, swapped, duplicated, or of the wrong type."""

from __future__ import annotations

from tests.shapes.mutation import Mutation, added, dropped, swapped

A, B = "claim/contribution-christchurch-call", "claim/responsibility-christchurch-call"
TWICE = "milestone/digital-identity-services-trust-framework-bill-introduced"

GENERAL = [
    # Properties dropped
    dropped("an initiative without a name", "initiative/digital-boost", "rdfs:label", "label"),
    dropped("an initiative without a tier", "listing/2022-23-digital-trade", "dsg:tier", "Listing-tier"),
    dropped("an initiative in no plan", "listing/2022-23-digital-commerce", "dsg:listedIn", "Listing-listedIn"),
    dropped("an initiative without a description", "initiative/te-pae-tawhiti", "dcterms:description", "description"),
    dropped("an initiative without evidence", "listing/2022-23-arohia-grant", "dsg:hasEvidence", "evidence"),
    dropped("an initiative without a place", "listing/2022-23-te-ara-paerangi", "dsg:order", "order"),
    dropped("a claim without a basis", f"{A}-safe-online", "dsg:basis", "Claim-basis"),
    dropped("a claim without evidence", f"{A}-international-influence", "dsg:hasEvidence", "evidence"),
    dropped(
        "a claim without its outcome", "claim/contribution-5g-rollout-innovation", "dsg:aboutOutcome", "Claim-outcome"
    ),
    dropped("a responsibility without a role", f"{B}-partner-government-of-france", "dsg:role", "Responsibility-role"),
    dropped("a measure without a target year", "measure/m3", "dsg:targetYear", "Measure-targetYear"),
    dropped("a target without its unit", "measure/m9", "dsg:targetUnit", "MeasureTargetWhole"),
    dropped("a goal without a strategy", "goal/trust-1", "dsg:ofStrategy", "ofStrategy"),
    dropped("a source without a kind", "source/cap", "dsg:sourceKind", "Source-sourceKind"),
    dropped("a source without a date", "source/dit1", "dsg:dateAsGiven", "SourceHasDate"),
    dropped("evidence without a source", "evidence/rc3-objective-a", "oa:hasSource", "Evidence-hasSource"),
    dropped("evidence without a locator", "evidence/rc3-objective-a", "dsg:locator", "EvidencePlace"),
    dropped(
        "a phrase without its section", "evidence/summary-te-whata-is-a-data-platform", "dsg:inSection", "EvidencePlace"
    ),
    dropped("evidence without its phrase", "evidence/summary-mahi-ake-growth", "oa:hasSelector", "EvidencePlace"),
    dropped(
        "a section without a heading", "section/summary-digital-boost", "dsg:heading", "SectionHeadingOrIntroduction"
    ),
    dropped("a milestone with half a date", f"{TWICE}", "dsg:latest", "MilestoneDateWhole"),
    dropped("a theme without its Māori name", "theme/growth", "skos:prefLabel", "label-maori"),
    dropped("a quality note about nothing", "note/url-missing", "dsg:concerns", "QualityNote-concerns"),
    dropped(
        "a relation without a kind",
        "claim/relation-te-whata-maori-data-governance",
        "dsg:relationKind",
        "Relation-relationKind",
    ),
    dropped("an organisation of no kind", "organisation/tuanz", "org:classification", "Organisation-classification"),
    dropped("a person without an office", "person/mark-sowden", "dsg:officeHeld", "Person-officeHeld"),
    dropped("an outcome of unknown origin", "outcome/exports", "dsg:origin", "Outcome-origin"),
    # Things dropped
    dropped("a thing without a class", "milestone/christchurch-call-leaders-meet", "rdf:type", "Thing-class"),
    Mutation(
        "a lead dropped and no reason given",
        "initiative/government-cloud-adoption",
        "LeadOrReason",
        "claim/responsibility-government-cloud-adoption-lead-dia dsg:organisation",
    ),
    Mutation(
        "a lead dropped where another note says not found",
        "initiative/accelerating-maori-innovation",
        "LeadOrReason",
        "claim/responsibility-accelerating-maori-innovation-lead-mbie dsg:organisation",
    ),
    Mutation(
        "a note on leads that does not say so",
        "initiative/data-ethics-ai",
        "LeadOrReason",
        "note/not-found-leads dsg:aboutProperty",
    ),
    dropped(
        "an activity with nothing printed",
        "listing/2022-23-digital-safety-group",
        "dsg:printedAddress",
        "ListingPrinted",
    ),
    dropped(
        "a flagship with nothing printed",
        "listing/2022-23-improving-rural-connectivity",
        "dsg:printedCitation",
        "ListingPrinted",
    ),
    added(
        "a lead not found and yet there",
        "note/not-found-leads",
        "note:not-found-leads dsg:concerns initiative:te-pae-tawhiti .",
        "NotFoundIsMissing",
    ),
    Mutation(
        "a claim dropped and its shortcut kept",
        "initiative/nga-tikanga-paihere",
        "ShortcutHasClaim",
        "claim/contribution-nga-tikanga-paihere-maori-data dsg:linkSubject",
        after_rules=True,
    ),
    Mutation(
        "a group that no initiative is for",
        "group/exporters",
        "TargetGroup-targeted",
        "claim/target-digital-commerce-exporters dsg:aboutTargetGroup",
    ),
    Mutation(
        "evidence that nothing rests on",
        "evidence/summary-by-iwi-for-iwi-unused",
        "Evidence-used",
        extra="evidence:summary-by-iwi-for-iwi-unused a dsg:Evidence ; oa:hasSource source:summary .",
    ),
    # Classes and types swapped
    swapped("an initiative that is a measure", "initiative/digital-twins", "rdf:type", "dsg:Measure", "MeasureAddress"),
    swapped("a misspelt class", "measure/m6", "rdf:type", "dsg:Mesure", "Thing-class"),
    swapped(
        "a contribution that is a targeting",
        "claim/contribution-digital-boost-skills",
        "rdf:type",
        "dsg:Targeting",
        "Targeting",
    ),
    swapped("an outcome that is a goal", "outcome/skills", "rdf:type", "dsg:Goal", "GoalAddress"),
    added("one thing of two classes", "goal/trust-2", "goal:trust-2 a dsg:Outcome .", "Thing-one-class"),
    added("a bare claim", "claim/bare", "claim:bare a dsg:Claim .", "ClaimOneKind"),
    # Wrong references
    swapped(
        "an outcome that nobody describes",
        "claim/contribution-digital-trade-exports",
        "dsg:aboutOutcome",
        "outcome:nothing",
        "Claim-outcome",
    ),
    Mutation(
        "an organisation that nobody describes",
        "organisation/nobody",
        "Described",
        f"{B}-lead-dpmc dsg:organisation",
        "claim:responsibility-christchurch-call-lead-dpmc dsg:organisation organisation:nobody .",
    ),
    swapped(
        "a source that nobody describes",
        "evidence/rc3-objective-a",
        "oa:hasSource",
        "source:nothing",
        "Evidence-hasSource",
    ),
    swapped(
        "a theme where an outcome belongs",
        "claim/tracking-m1-safe-online",
        "dsg:aboutOutcome",
        "theme:trust",
        "Claim-outcome",
    ),
    swapped("a tier of another list", "listing/2022-23-digital-safety-group", "dsg:tier", "role:lead", "Listing-tier"),
    swapped("a basis of another list", "claim/treaty-te-ara-paerangi", "dsg:basis", "tier:flagship", "Claim-basis"),
    swapped("a role of governance for a partner", f"{B}-lead-dpmc", "dsg:role", "role:minister", "Responsibility-role"),
    swapped(
        "a relation to itself",
        "claim/relation-accelerating-maori-innovation-digital-technologies-itp",
        "dsg:relationTo",
        "initiative:accelerating-maori-innovation",
        "Relation-relationFrom",
    ),
    swapped(
        "a milestone of an outcome",
        "milestone/2022-23-first-progress-report",
        "dsg:milestoneOf",
        "outcome:growth",
        "Milestone-milestoneOf",
    ),
    swapped("a page that is a string", "source/it1", "foaf:page", '"https://www.mbie.govt.nz"', "page"),
    added(
        "a part of another initiative",
        "claim/contribution-te-pae-tawhiti-public-services",
        "claim:contribution-te-pae-tawhiti-public-services dsg:viaPart part:te-whata .",
        "ContributionViaOwnPart",
    ),
    swapped("a part of no initiative", "part/toloa", "dcterms:isPartOf", "plan:2022-23", "InitiativePart-isPartOf"),
    # Duplicated
    added(
        "a second tier",
        "listing/2022-23-digital-health-transformation",
        "listing:2022-23-digital-health-transformation dsg:tier tier:flagship .",
        "Listing-tier",
    ),
    Mutation(
        "a second lead",
        "initiative/5g-rollout",
        "OneLead",
        extra="claim:second-lead a dsg:Responsibility ; dsg:aboutInitiative initiative:5g-rollout ;"
        " dsg:organisation organisation:dia ; dsg:role role:lead .",
    ),
    added(
        "two names in one language",
        "organisation/msd",
        'organisation:msd rdfs:label "Social Development"@en .',
        "label",
    ),
    swapped(
        "two initiatives with one name",
        "initiative/cyber-security-ahead",
        "rdfs:label",
        '"Data ethics and Artificial Intelligence"@en',
        "NameUniqueInPlan",
    ),
    swapped("two measures with one code", "measure/m4", "dcterms:identifier", '"M5"', "CodeUniqueInStrategy"),
    swapped("two measures in one place", "measure/m8", "dsg:order", "7", "ListOrderUnique"),
    swapped("a hole in a tier", "listing/2022-23-data-ethics-ai", "dsg:order", "7", "TierOrderWithoutGaps"),
    Mutation(
        "one link claimed twice on one basis",
        "claim/contribution-digital-inclusion-skills-connectivity",
        "ClaimOnce",
        extra="claim:again a dsg:Contribution ; dsg:aboutInitiative initiative:digital-inclusion-skills ;"
        " dsg:aboutOutcome outcome:connectivity ; dsg:basis basis:named .",
    ),
    Mutation(
        "one contribution stated and also inferred",
        "claim/contribution-digital-commerce-exports",
        "ClaimOnce",
        extra="claim:inferred-too a dsg:Contribution ; dsg:aboutInitiative initiative:digital-commerce ;"
        " dsg:aboutOutcome outcome:exports ; dsg:basis basis:inferred .",
    ),
    Mutation(
        "an outcome under two themes",
        "outcome/business-adoption",
        "Outcome-one-theme",
        extra="claim:second-theme-of-an-outcome a dsg:ThemeAlignment ; dsg:alignedThing outcome:business-adoption ;"
        " dsg:alignedTheme theme:trust ; dsg:basis basis:inferred .",
    ),
    Mutation(
        "a goal under two themes",
        "goal/inclusion-1",
        "Goal-one-theme",
        extra="claim:second-theme-of-a-goal a dsg:ThemeAlignment ; dsg:alignedThing goal:inclusion-1 ;"
        " dsg:alignedTheme theme:trust ; dsg:basis basis:inferred .",
    ),
    Mutation(
        "a measure under two themes",
        "measure/m7",
        "Measure-one-theme",
        extra="claim:second-theme-of-a-measure a dsg:ThemeAlignment ; dsg:alignedThing measure:m7 ;"
        " dsg:alignedTheme theme:trust ; dsg:basis basis:inferred .",
    ),
    # Text
    swapped("a name in French", "organisation/nztech", "rdfs:label", '"NZTech"@fr', "language-label"),
    swapped("a name without a language", "organisation/paua-interface", "rdfs:label", '"Pāua Interface"', "label"),
    swapped(
        "a decomposed macron in a name",
        "organisation/te-kahui-raraunga",
        "rdfs:label",
        '"Te Ka\\u0304hui Raraunga"@mi',
        "nfc-label",
    ),
    swapped("a decomposed macron in a note", "measure/m1", "skos:note", '"Ma\\u0304ori"@en', "nfc-note"),
    swapped("a name with an outer space", "outcome/innovation", "rdfs:label", '"Innovation "@en', "label"),
    swapped("an identifier with a language", "note/url-typo", "dcterms:identifier", '"url-typo"@en', "identifier"),
    swapped("a description of nothing", "part/te-whata", "dcterms:description", '""@en', "description"),
    # Numbers and dates
    swapped("a target year that is a string", "measure/m2", "dsg:targetYear", '"2032"', "Measure-targetYear"),
    swapped("a value in words", "figure/arohia-grant-arohia-part", "dsg:value", '"155 million"', "Figure-value"),
    added(
        "money with a unit",
        "figure/te-pae-tawhiti-budget-2022-23",
        'figure:te-pae-tawhiti-budget-2022-23 dsg:unit "dollars"@en .',
        "FigureMoneyOrUnit",
    ),
    dropped("a range with one end", "figure/te-pae-tawhiti-projected-whole-cost", "dsg:maximumValue", "FigureNumber"),
    swapped(
        "a range upside down",
        "figure/te-pae-tawhiti-projected-whole-cost",
        "dsg:minimumValue",
        "9000000000",
        "Figure-minimumValue",
    ),
    swapped("a count that does not hold", "figure/2022-23-flagship-initiatives", "dsg:value", "20", "CountOfTierHolds"),
    swapped(
        "a count of measures that does not hold",
        "figure/2022-23-measures-of-success",
        "dsg:value",
        "5",
        "CountOfClassHolds",
    ),
    swapped(
        "a currency in words",
        "figure/digital-health-transformation-budget-2022",
        "dsg:currency",
        '"dollars"',
        "Figure-currency",
    ),
    swapped("a month that no year has", f"{TWICE}-exact-day", "dsg:date", '"2021-13"^^edtf:EDTF', "Milestone-date"),
    swapped(
        "a date that is a string",
        "milestone/digital-identity-services-trust-framework-expected-to-pass",
        "dsg:date",
        '"2022"',
        "Milestone-date",
    ),
    swapped(
        "a date that its days contradict",
        "milestone/digital-identity-services-trust-framework-first-reading",
        "dsg:date",
        '"2022-10-19"^^edtf:EDTF',
        "DateAgreesWithDays",
    ),
    swapped(
        "a year that begins in June",
        "milestone/christchurch-call-leaders-meet",
        "dsg:earliest",
        '"2022-06-15"^^xsd:date',
        "DateAgreesWithDays",
    ),
    swapped(
        "a month that ends on its second day",
        "milestone/christchurch-call-attack-on-two-mosques",
        "dsg:latest",
        '"2019-03-02"^^xsd:date',
        "DateAgreesWithDays",
    ),
    swapped(
        "a half year that ends with the year",
        "milestone/accelerating-maori-innovation-ecosystem-report-due",
        "dsg:latest",
        '"2023-12-31"^^xsd:date',
        "DateAgreesWithDays",
    ),
    swapped(
        "a day that no February has",
        "milestone/digital-trade-depa-signed",
        "dsg:date",
        '"2019-02-30"^^edtf:EDTF',
        "DateAgreesWithDays",
    ),
    swapped(
        "an interval that ends a year early",
        "milestone/christchurch-call-priorities-affirmed-for-two-years-ahead",
        "dsg:latest",
        '"2023-12-31"^^xsd:date',
        "DateAgreesWithDays",
    ),
    swapped(
        "a season, which has no days",
        "milestone/te-ara-paerangi-green-paper",
        "dsg:date",
        '"2021-21"^^edtf:EDTF',
        "Milestone-date",
    ),
    swapped(
        "days in the wrong order",
        "milestone/digital-identity-services-trust-framework-bill-in-legislative-stages",
        "dsg:earliest",
        '"2023-01-01"^^xsd:date',
        "Milestone-earliest",
    ),
    swapped(
        "done before it happened",
        "milestone/digital-identity-services-trust-framework-third-reading",
        "dsg:status",
        "milestone-status:done",
        "StatusAgreesWithDate",
    ),
    swapped(
        "later and yet before",
        "milestone/christchurch-call-call-adopted-in-paris",
        "dsg:status",
        "milestone-status:later",
        "StatusAgreesWithDate",
    ),
    swapped(
        "a board set up before and yet later",
        "milestone/digital-executive-board-board-set-up-by-its-annual-report",
        "dsg:status",
        "milestone-status:later",
        "StatusAgreesWithDate",
    ),
    swapped(
        "a closing announced years after and yet done",
        "milestone/callaghan-innovation-closing-announced",
        "dsg:status",
        "milestone-status:done",
        "StatusAgreesWithDate",
    ),
    added(
        "an affiliation that ends before it begins",
        "claim/affiliation-cert-nz-gcsb",
        'claim:affiliation-cert-nz-gcsb dsg:validUntil "2020"^^edtf:EDTF .',
        "ClaimTimeOrdered",
    ),
    # Rules of the model
    dropped(
        "a looking-ahead contribution that is not prospective",
        "claim/contribution-digital-twins-data-decisions",
        "dsg:prospective",
        "ContributionProspective",
    ),
    added(
        "a prospective contribution of a flagship",
        "claim/contribution-improving-rural-connectivity-connectivity",
        "claim:contribution-improving-rural-connectivity-connectivity dsg:prospective true .",
        "ContributionProspective",
    ),
    added(
        "a role held by both an organisation and a person",
        "claim/governance-example-chair",
        "claim:governance-example-chair a dsg:GovernanceRole ;"
        " dsg:organisation organisation:dia ; dsg:person person:mark-sowden .",
        "GovernanceRoleHolder",
    ),
    added(
        "a shortcut by hand",
        "initiative/digital-inclusion-action-plan",
        "initiative:digital-inclusion-action-plan dsg:contributesTo outcome:exports .",
        "ShortcutHasClaim",
    ),
    added(
        "an inverse by hand",
        "outcome/digital-jobs",
        "outcome:digital-jobs dsg:contributedToBy initiative:digital-twins .",
        "InverseHasLink",
    ),
    added(
        "a misspelt property",
        "claim/contribution-te-ara-paerangi-research",
        'claim:contribution-te-ara-paerangi-research dsg:rational "A slip."@en .',
        "Contribution",
    ),
    added(
        "an organisation adrift",
        "organisation/adrift",
        "organisation:adrift a org:Organization .",
        "Organisation-attached",
    ),
    added("a private detail of a person", "person/david-clark", 'person:david-clark foaf:nick "Dave" .', "Person"),
    Mutation(
        "an address that is no slug",
        "measure/M_10",
        "MeasureAddress",
        extra="<https://w3id.org/digital-strategy-graph/id/measure/M_10> a dsg:Measure .",
    ),
]
