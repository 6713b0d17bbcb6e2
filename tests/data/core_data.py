"""The core of the data, written out by hand from the facts, so that it is pinned wherever the tests run.

The cells of contributions are in tests/queries/matrix.py.
"""

from __future__ import annotations

# Item: tier, place in it, who leads on what basis.
ITEMS: dict[str, tuple[str, int, set[tuple[str, str]]]] = {
    "digital-identity-services-trust-framework": ("flagship", 1, {("dia", "derived")}),
    "christchurch-call": ("flagship", 2, {("dpmc", "derived")}),
    "cyber-security-strategy": ("flagship", 3, {("dpmc", "stated")}),
    "digital-boost": ("flagship", 4, {("mbie", "inferred")}),
    "improving-rural-connectivity": ("flagship", 5, {("mbie", "derived")}),
    "accelerating-maori-innovation": ("flagship", 6, {("mbie", "derived")}),
    "data-as-a-tool": ("flagship", 7, {("stats-nz", "inferred")}),
    "digital-technologies-itp": ("flagship", 8, {("mbie", "derived")}),
    "te-ara-paerangi": ("flagship", 9, {("mbie", "derived")}),
    "maori-data-governance": ("flagship", 10, {("stats-nz", "stated")}),
    "arohia-grant": ("flagship", 11, {("callaghan-innovation", "stated")}),
    "digital-safety-group": ("supporting-activity", 1, {("dia", "derived")}),
    "nga-tikanga-paihere": ("supporting-activity", 2, {("stats-nz", "stated")}),
    "digital-inclusion-skills": ("supporting-activity", 3, {("office-for-seniors", "stated"), ("mpp", "derived")}),
    "te-pae-tawhiti": ("supporting-activity", 4, {("msd", "stated")}),
    "government-cloud-adoption": ("supporting-activity", 5, {("dia", "derived")}),
    "digital-health-transformation": ("supporting-activity", 6, {("ministry-of-health", "derived")}),
    "5g-rollout": ("supporting-activity", 7, {("mbie", "derived")}),
    "digital-commerce": ("supporting-activity", 8, {("nzte", "stated")}),
    "digital-trade": ("supporting-activity", 9, {("mfat", "derived")}),
    "data-ethics-ai": ("looking-ahead", 1, set()),
    "cyber-security-ahead": ("looking-ahead", 2, set()),
    "digital-inclusion-action-plan": ("looking-ahead", 3, {("dia", "stated")}),
    "digital-twins": ("looking-ahead", 4, set()),
}

# Measure: theme, basis of that, wording, outcomes that it tracks.
MEASURES = {
    "M1": ("trust", "derived", "Everyone is to “feel safe and supported online”", {"safe-online"}),
    "M2": (
        "trust",
        "stated",
        "“Economic impacts of cyber incidents” lower than in comparable nations",
        {"cyber-resilience"},
    ),
    "M3": ("trust", "derived", "Everyone “able to use verified digital identity” if they choose", {"digital-identity"}),
    "M4": ("inclusion", "derived", "“High-speed internet is available” to everyone", {"connectivity"}),
    "M5": (
        "inclusion",
        "derived",
        "Everyone has the “tools, skills and confidence to do all they want online”",
        {"skills"},
    ),
    "M6": (
        "inclusion",
        "derived",
        "Everyone can “afford a quality internet connection and internet-enabled device”",
        {"affordability"},
    ),
    "M7": (
        "growth",
        "derived",
        "Digital and ICT exports “on track to becoming New Zealand’s leading export earner”",
        {"exports"},
    ),
    "M8": (
        "growth",
        "derived",
        "Businesses “born digital, and supported to adopt the digital tools” that suit them",
        {"business-adoption"},
    ),
    "M9": (
        "growth",
        "derived",
        "The digital sector “employs more than 10%” of the workforce “in high value jobs”",
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
    "gcsb": ("Government Communications Security Bureau", "Te Tira Tiaki"),
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
    ("digital-safety-group", "christchurch-call"): ("aligned-with", "derived", frozenset({"DS1"})),
    ("accelerating-maori-innovation", "digital-technologies-itp"): (
        "part-of",
        "derived",
        frozenset({"MT2", "SUMMARY"}),
    ),
    ("te-whata", "maori-data-governance"): ("shares-agreement", "derived", frozenset({"TW1", "MD1", "TWC"})),
    ("cyber-security-ahead", "cyber-security-strategy"): ("continues", "inferred", frozenset({"SUMMARY"})),
    ("pacific-community-digital-hubs", "toloa"): ("part-of", "stated", frozenset({"TO1", "TO2"})),
    ("new-dunedin-hospital", "digital-twins"): ("possible-use-of", "stated", frozenset({"HINZ"})),
    ("improving-rural-connectivity", "m4"): ("tracked-with", "derived", frozenset({"RC3"})),
}

# Outcome: theme, where a measure or goal of that theme places it; the ten others stand under none.
OUTCOMES = {
    **dict.fromkeys(("safe-online", "cyber-resilience", "digital-identity", "ethical-data", "maori-data"), "trust"),
    **dict.fromkeys(("connectivity", "affordability", "skills", "participation"), "inclusion"),
    **dict.fromkeys(("business-adoption", "exports", "digital-jobs"), "growth"),
}
