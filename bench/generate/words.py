"""Word lists for generated names and descriptions."""

from __future__ import annotations

from typing import Final

SUBJECTS: Final = (
    "broadband coverage|identity checks|health records|open data|school devices|farm sensors|payment systems|"
    "court records|flood warnings|library access|marine mapping|public algorithms|cyber incident response|"
    "small business tools|remote learning|transport tickets|emergency calls|language archives|satellite imagery|"
    "skills training|procurement rules|consent to data use|digital signatures|online safety|research computing|"
    "energy metering|housing registers|tourism bookings|waste tracking|cloud migration"
).split("|")
VERBS: Final = (
    "Extending|Renewing|Joining up|Opening|Securing|Testing|Funding|Teaching|Mapping|Simplifying|Sharing|"
    "Rebuilding|Measuring|Translating|Automating"
).split("|")
PLACES: Final = (
    "in rural districts|for older people|across councils|for small firms|in schools|for iwi partners|on the coast|"
    "in hospitals|for new migrants|in the south|for disabled people|between ministries|for researchers|at the border"
).split("|")
MAORI: Final = (
    "mahi|tika|tahi|ake|rautaki|matihiko|mō|Aotearoa|whānau|mātauranga|tangata|whenua|hauora|ngā|kāinga|rangatahi|"
    "ara|hou|pūnaha|tiaki"
).split("|")
CHANGES: Final = (
    "is easier to reach|is trusted by more people|costs less to run|is fair to everybody|withstands attack|"
    "is used every day|is open to scrutiny|serves both languages|creates skilled work|wastes less"
).split("|")
OFFICES: Final = (
    "Ministry of|Department of|Office for|Agency for|Commission on|Board of|Council for|Institute of|Service for"
).split("|")
FIELDS: Final = (
    "Interior Affairs|Trade|Statistics|Health|Learning|Transport|Justice|Fisheries|Culture|Science|Labour|Housing|"
    "Energy|Security|Records|Regions|Revenue|Water|Forests|Communications"
).split("|")
EVENTS: Final = (
    "Consultation closes|First users|Funding approved|Law passed|Report due|Pilot ends|Service opens|Review published|"
    "Supplier chosen|Targets reset"
).split("|")
THEMES: Final = "Trust|Inclusion|Growth|Resilience|Openness|Wellbeing|Productivity|Fairness|Skills".split("|")
PEOPLE: Final = (
    "Teachers|Farmers|Carers|Students|Exporters|Council staff|Nurses|Jobseekers|Designers|Fishers|Volunteers|Owners"
).split("|")
