"""The heart of the data, written out by hand from the facts, so that it is pinned wherever the tests run.

The cells of contributions are in tests/queries/matrix.py.
"""

from __future__ import annotations

# Item: tier, place in it, who leads on what basis.
ITEMS: dict[str, tuple[str, int, set[tuple[str, str]]]] = {
    "digital-identity-services-trust-framework": ("flagship", 1, {("dia", "derived")}),
    "christchurch-call": ("flagship", 2, {("dpmc", "stated")}),
    "cyber-security-strategy": ("flagship", 3, {("dpmc", "stated")}),
    "digital-boost": ("flagship", 4, {("mbie", "derived")}),
    "improving-rural-connectivity": ("flagship", 5, {("mbie", "stated")}),
    "accelerating-maori-innovation": ("flagship", 6, {("mbie", "derived")}),
    "data-as-a-tool": ("flagship", 7, {("stats-nz", "derived")}),
    "digital-technologies-itp": ("flagship", 8, {("mbie", "stated")}),
    "te-ara-paerangi": ("flagship", 9, {("mbie", "stated")}),
    "maori-data-governance": ("flagship", 10, {("stats-nz", "stated")}),
    "arohia-grant": ("flagship", 11, {("callaghan-innovation", "stated")}),
    "digital-safety-group": ("supporting-activity", 1, {("dia", "stated")}),
    "nga-tikanga-paihere": ("supporting-activity", 2, {("stats-nz", "stated")}),
    "digital-inclusion-skills": ("supporting-activity", 3, {("office-for-seniors", "stated"), ("mpp", "stated")}),
    "te-pae-tawhiti": ("supporting-activity", 4, {("msd", "stated")}),
    "government-cloud-adoption": ("supporting-activity", 5, {("dia", "derived")}),
    "digital-health-transformation": ("supporting-activity", 6, {("ministry-of-health", "derived")}),
    "5g-rollout": ("supporting-activity", 7, {("mbie", "stated")}),
    "digital-commerce": ("supporting-activity", 8, {("nzte", "stated")}),
    "digital-trade": ("supporting-activity", 9, {("mfat", "stated")}),
    "data-ethics-ai": ("looking-ahead", 1, set()),
    "cyber-security-ahead": ("looking-ahead", 2, set()),
    "digital-inclusion-action-plan": ("looking-ahead", 3, {("dia", "stated")}),
    "digital-twins": ("looking-ahead", 4, set()),
}

# Measure: theme, basis of that, wording, outcomes that it tracks.
MEASURES = {
    "M1": ("trust", "derived", "Everyone feels safe and has support when online", {"safe-online"}),
    "M2": (
        *("trust", "stated", "The economic harm from cyber incidents is below that of comparable countries"),
        {"cyber-resilience"},
    ),
    "M3": ("trust", "derived", "Anyone who wants to can use a verified digital identity", {"digital-identity"}),
    "M4": ("inclusion", "derived", "High-speed internet can be had by everyone", {"access"}),
    "M5": (
        *("inclusion", "derived"),
        "Everyone has what they need in tools, skills and confidence for all they wish to do online",
        {"skills"},
    ),
    "M6": (
        *("inclusion", "derived"),
        "Everyone can afford a good internet connection and a device that can use it",
        {"access"},
    ),
    "M7": (
        *("growth", "derived"),
        "Digital and ICT exports are on the way to being the country's top export earner",
        {"exports"},
    ),
    "M8": (
        *("growth", "derived"),
        "Firms start out digital and are helped to take up the digital tools that suit them",
        {"business-adoption"},
    ),
    "M9": (
        *("growth", "derived"),
        "More than 10% of the workforce works in high-value jobs in the digital sector",
        {"digital-jobs"},
    ),
}

# Organisation: English name, official Māori name where a source gave one.
ORGANISATIONS: dict[str, tuple[str | None, str | None]] = {
    "dia": ("Department of Internal Affairs", "Te Tari Taiwhenua"),
    "mbie": ("Ministry of Business, Innovation and Employment", "Hīkina Whakatutuki"),
    "dpmc": ("Department of the Prime Minister and Cabinet", "Te Tari o te Pirimia me te Komiti Matua"),
    "stats-nz": ("Statistics New Zealand", "Tatauranga Aotearoa"),
    "msd": ("Ministry of Social Development", "Te Manatū Whakahiato Ora"),
    "mpp": ("Ministry for Pacific Peoples", "Te Manatū mō Ngā Iwi o Te Moana-nui-a-Kiwa"),
    "mfat": ("Ministry of Foreign Affairs and Trade", "Manatū Aorere"),
    "ministry-of-health": ("Ministry of Health", "Manatū Hauora"),
    "gcsb": ("Government Communications Security Bureau", None),
    "te-puni-kokiri": ("Ministry of Māori Development", "Te Puni Kōkiri"),
    "office-for-seniors": ("Office for Seniors", "Te Tari Kaumātua"),
    "te-whatu-ora": ("Health New Zealand", "Te Whatu Ora"),
    "nzte": ("New Zealand Trade and Enterprise", "Te Taurapa Tūhono"),
    "callaghan-innovation": ("Callaghan Innovation", None),
    "cip": ("Crown Infrastructure Partners Limited", None),
    "cert-nz": ("Computer Emergency Response Team New Zealand", None),
    "ncsc": ("National Cyber Security Centre", None),
    "ncpo": ("National Cyber Policy Office", None),
    "rsm": ("Radio Spectrum Management", None),
    "digital-safety-group": ("Digital Safety Group", None),
    "digital-executive-board": ("Digital Executive Board", "Poari Whakahaere Matihiko"),
    "te-kahui-raraunga": ("Te Kāhui Raraunga Charitable Trust", "Te Kāhui Raraunga"),
    "data-iwi-leaders-group": ("Data Iwi Leaders Group", None),
    "figure-nz": ("Figure.NZ", None),
    "nztech": ("NZTech", None),
    "tuanz": ("Tech Users Association", None),
    "trust-framework-board": ("Trust Framework Board", None),
    "trust-framework-authority": ("Trust Framework Authority", None),
    "trust-framework-maori-advisory-group": ("Māori Advisory Group", None),
    "government-of-france": ("Government of France", None),
    "te-whare-wananga-o-awanuiarangi": (None, "Te Whare Wānanga o Awanuiārangi"),
    "paua-interface": ("Paua Interface Ltd", None),
    "university-of-waikato": ("University of Waikato", None),
    "national-iwi-chairs-forum": ("National Iwi Chairs Forum", None),
}

# From, to: kind, basis, sources.
RELATIONS = {
    ("digital-safety-group", "christchurch-call"): ("aligned-with", "stated", frozenset({"DS1"})),
    ("accelerating-maori-innovation", "digital-technologies-itp"): ("part-of", "stated", frozenset({"MT2"})),
    ("te-whata", "maori-data-governance"): ("shares-agreement", "derived", frozenset({"TW1", "MD1"})),
    ("cyber-security-ahead", "cyber-security-strategy"): ("continues", "derived", frozenset({"SUMMARY"})),
    ("pacific-community-digital-hubs", "toloa"): ("part-of", "stated", frozenset({"TO2"})),
    ("digital-health-transformation", "digital-twins"): ("possible-use-of", "stated", frozenset({"HINZ"})),
    ("improving-rural-connectivity", "m4"): ("tracked-with", "derived", frozenset({"RC3"})),
}

# Outcome: theme.
OUTCOMES = {
    **dict.fromkeys(("safe-online", "cyber-resilience", "digital-identity", "ethical-data", "maori-data"), "trust"),
    **dict.fromkeys(("access", "skills", "public-services", "data-decisions"), "inclusion"),
    **dict.fromkeys(("business-adoption", "exports", "digital-jobs", "maori-digital-economy", "innovation"), "growth"),
}
