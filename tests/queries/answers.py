"""What the named queries must answer, worked out by hand from the facts: one line a row, in the order of the answer.

tests/queries/test_answers_and_facts.py works the longer ones out again from the facts, where these are at hand.
"""

from __future__ import annotations

Cells = tuple[str | None, ...]


def table(text: str) -> list[Cells]:
    """The rows of a text, whose cells stand between bars; an empty cell is no value."""
    return [tuple(cell.strip() or None for cell in line.split("|")) for line in text.strip().splitlines()]


PAIRS = table(
    """
data-iwi-leaders-group | stats-nz | 3
data-iwi-leaders-group | te-kahui-raraunga | 2
figure-nz | stats-nz | 2
stats-nz | te-kahui-raraunga | 2
cert-nz | dpmc | 1
cert-nz | mbie | 1
cert-nz | ncsc | 1
cert-nz | tuanz | 1
cip | mbie | 1
data-iwi-leaders-group | dia | 1
data-iwi-leaders-group | figure-nz | 1
data-iwi-leaders-group | gcsb | 1
dia | gcsb | 1
dia | stats-nz | 1
dpmc | government-of-france | 1
dpmc | ncsc | 1
figure-nz | te-kahui-raraunga | 1
gcsb | stats-nz | 1
mpp | office-for-seniors | 1
mbie | nztech | 1
mbie | nzte | 1
mbie | paua-interface | 1
mbie | te-whare-wananga-o-awanuiarangi | 1
mbie | tuanz | 1
nzte | nztech | 1
paua-interface | te-whare-wananga-o-awanuiarangi | 1
stats-nz | university-of-waikato | 1
    """
)
"""First and second organisation, how many undertakings they share."""

TARGETS = table(
    """
agencies-industry-iwi-maori-and-community-groups | digital-inclusion-action-plan | stated | alongside relevant agencies, industry, Iwi Māori and other community groups
businesses | digital-trade | stated | New Zealand businesses
children | digital-safety-group | inferred | child sexual abuse material
citizens | cyber-security-strategy | stated | cyber security aware and active citizens
civil-society | christchurch-call | stated | civil society
digital-technologies-sector | digital-technologies-itp | stated | digital technologies sector
exporters | digital-commerce | stated | interested exporters
firms-outside-the-rd-tax-incentive | arohia-grant | stated | not always eligible under the Research and Development Tax Incentive
general-public | digital-safety-group | inferred | child sexual abuse material
government-agencies | government-cloud-adoption | stated | supporting agencies to adopt cloud technologies
heads-of-state-and-government | christchurch-call | stated | Heads of State and government
health-system-users | digital-health-transformation | inferred | health system performance in Aotearoa
home-users-to-critical-infrastructure | cyber-security-ahead | stated | individual home users through to those on critical infrastructure
intermediate-and-secondary-school-students | cyber-security-strategy | stated | intermediate and secondary schools
iwi-and-iwi-information-managers | data-as-a-tool | stated | Iwi Information Managers
iwi-and-maori | maori-data-governance | stated | iwi and Māori interests
maori-and-other-under-represented-groups | nga-tikanga-paihere | stated | Māori and other under-represented sub-groups
maori-and-the-crown | government-cloud-adoption | stated | between Māori and the Crown
maori-in-the-digital-sector | accelerating-maori-innovation | stated | business owners, entrepreneurs and employees
older-people | digital-inclusion-skills | stated | support older people
pacific-communities | digital-inclusion-skills | stated | the Pacific community
pacific-peoples | data-as-a-tool | stated | Pacific peoples in Aotearoa
people-without-digital-inclusion | digital-inclusion-action-plan | inferred | close the digital divide
people-who-use-the-welfare-system | te-pae-tawhiti | inferred | welfare system
public-sector | data-ethics-ai | stated | capability in the public sector
rangatahi | accelerating-maori-innovation | stated | rangatahi
research-community-and-matauranga-maori-experts | te-ara-paerangi | stated | mātauranga Māori experts and practitioners
small-enterprises | digital-boost | stated | those with 19 or fewer employees
technology-sector | christchurch-call | stated | leaders from the tech sector
under-served-rural-regions | improving-rural-connectivity | stated | most under-served regions
    """  # noqa: E501 (the phrases are as long as they are)
)
"""Group, initiative, basis, phrase."""

MILESTONES = table(
    """
Toloa set up | 2015 | 2015-01-01 | 2015-12-31 | done | TO1
Framework developed | 2018 | 2018-01-01 | 2018-12-31 | done | NT1
Strategy launched | 2019 | 2019-01-01 | 2019-12-31 | done | SUMMARY
Attack on two mosques | 2019-03 | 2019-03-01 | 2019-03-31 | background | SUMMARY
Call adopted in Paris | 2019-05-15 | 2019-05-15 | 2019-05-15 | done | CC2
DEPA signed | 2020-06-12 | 2020-06-12 | 2020-06-12 | done | DE2
Te Whata launched | 2020-11-05 | 2020-11-05 | 2020-11-05 | done | TW2
Guidelines dated | 2020-12 | 2020-12-01 | 2020-12-31 | done | SUMMARY
Co-design wānanga | 2021 | 2021-01-01 | 2021-12-31 | done | MD1
Green Paper | 2021 | 2021-01-01 | 2021-12-31 | done | FP2
DEPA in force, NZ and Singapore | 2021-01-07 | 2021-01-07 | 2021-01-07 | done | DE2
Bill introduced | 2021-09 | 2021-09-01 | 2021-09-30 | done | SUMMARY
Bill introduced (exact day) | 2021-09-29 | 2021-09-29 | 2021-09-29 | done | DIT4
First reading | 2021-10-19 | 2021-10-19 | 2021-10-19 | done | DIT4
DEPA in force, Chile | 2021-11-23 | 2021-11-23 | 2021-11-23 | done | DE2
Map the Māori-in-tech ecosystem | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Leaders meet | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Framework metric published | 2022 | 2022-01-01 | 2022-12-31 | planned | CY4
Both resources expand | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Bill in legislative stages | 2022 | 2022-01-01 | 2022-12-31 | in progress | SUMMARY
Expected to pass | 2022 | 2022-01-01 | 2022-12-31 | planned | RMV
"Tech Story" campaign rolls out | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Digital Skills and Talent Plan advanced | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
SaaS ecosystem developed | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Remote Users Scheme launched | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Rural Capacity Upgrade extended | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Te Ohu Raraunga governance model developed | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
Rollout continues | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
School cyber skills programme launched | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
White Paper | 2022 | 2022-01-01 | 2022-12-31 | planned | SUMMARY
White Paper expected | 2022 | 2022-01-01 | 2022-12-31 | planned | FP3
Ten digital hubs | 2022/2023 | 2022-01-01 | 2023-12-31 | later | TO2
Priorities affirmed for two years ahead | 2022/2024 | 2022-01-01 | 2024-12-31 | planned | SUMMARY
Seniors training extended, up to 5,000 learners | 2022/2025 | 2022-01-01 | 2025-12-31 | planned | OS1
Draft released for consultation | 2022-02 | 2022-02-01 | 2022-02-28 | done | IT3
Budget 2022 published | 2022-05-19 | 2022-05-19 | 2022-05-19 | done | SUMMARY
Announced | 2022-05-26 | 2022-05-26 | 2022-05-26 | done | AR2
Allocation announced | 2022-06-15 | 2022-06-15 | 2022-06-15 | done | RC1
Board set up, by its annual report | 2022-08 | 2022-08-01 | 2022-08-31 | done | DEB
First birthday of the Alliance | 2022-09 | 2022-09-01 | 2022-09-30 | done | BEE
Strategy and plan published | 2022-09 | 2022-09-01 | 2022-09-30 | done | ATD, HINZ, KA, STRAT
Grant opens | 2022-09 | 2022-09-01 | 2022-09-30 | planned | SUMMARY
Board set up, by its terms of reference | 2022-09-08 | 2022-09-08 | 2022-09-08 | done | DEBTOR
Fourth Leaders' Summit, New York | 2022-09-20 | 2022-09-20 | 2022-09-20 | later | CC1
Cyber Skills Aotearoa (Pūkenga ā-Ipurangi Aotearoa) goes live | 2022-10 | 2022-10-01 | 2022-10-31 | later | CY3
Short-term rights end | 2022-10-31 | 2022-10-31 | 2022-10-31 | planned | 5G2
3.5 GHz long-term rights usable | 2022-11 | 2022-11-01 | 2022-11-30 | planned | 5G1
Remote Users Scheme launched (actual) | 2022-11-17 | 2022-11-17 | 2022-11-17 | later | RC2
Ecosystem report due | 2023-40 | 2023-01-01 | 2023-06-30 | later | MT1
First progress report | 2023 | 2023-01-01 | 2023-12-31 | planned | SUMMARY
Build may start | 2023 | 2023-01-01 | 2023-12-31 | later | RC2
Testing and implementation | 2023 | 2023-01-01 | 2023-12-31 | planned | SUMMARY
Work to stop under the next government | 2023/2024 | 2023-01-01 | 2024-12-31 | later | IT5
DIA ends its digital inclusion programme | 2023-03 | 2023-03-01 | 2023-03-31 | later | DIN
Third reading | 2023-03-30 | 2023-03-30 | 2023-03-30 | later | DIT5
In force at the latest | 2023-03-30/2024-07-01 | 2023-03-30 | 2024-07-01 | later | DIT5
Cloud First policy refreshed by Cabinet committee | 2023-04-04 | 2023-04-04 | 2023-04-04 | later | CL1
Māori Data Governance Model released | 2023-05 | 2023-05-01 | 2023-05-31 | later | MD2
Closing of Callaghan Innovation announced | 2025-01 | 2025-01-01 | 2025-01-31 | later | CAL2
Toloa goal: Pacific share of STEAM jobs 2.8 % to 8 % | 2028 | 2028-01-01 | 2028-12-31 | planned | TO3
New Dunedin Hospital complete | 2028 | 2028-01-01 | 2028-12-31 | planned | HINZ
Long-term spectrum rights being allocated |  |  |  | in progress | SUMMARY
Cyber resilience measurement framework |  |  |  | intended | SUMMARY
First step: data ethics capability in the public sector |  |  |  | intended | SUMMARY
Digital Boost Alliance expands |  |  |  | planned | SUMMARY
DEPA implemented and expanded |  |  |  | in progress | SUMMARY
Map the current landscape; design engagement |  |  |  | intended | SUMMARY
Plan developed |  |  |  | intended | SUMMARY
Nine years in three horizons |  |  |  | in progress | TP1
    """
)
"""Name, date, first and last day, status, sources."""

GOVERNING = table(
    """
2022-23 | governing board | digital-executive-board | derived
digital-executive-board | member | dia | stated
digital-executive-board | member | dpmc | stated
digital-executive-board | member | mbie | stated
digital-executive-board | member | stats-nz | stated
digital-executive-board | chair | mark-sowden | stated
digital-executive-board | secretariat | dia | stated
digital-strategy-for-aotearoa | developer | dia | stated
digital-strategy-for-aotearoa | developer | mbie | stated
digital-strategy-for-aotearoa | developer | stats-nz | stated
digital-strategy-for-aotearoa | governing board | digital-executive-board | stated
digital-strategy-for-aotearoa | minister | david-clark | stated
    """
)
"""What is governed, role, holder, basis."""

PARENTS = table(
    """
cert-nz | mbie |  | 2023-08 | stated
cert-nz | gcsb | 2023-08 |  | stated
data-iwi-leaders-group | national-iwi-chairs-forum |  |  | stated
digital-safety-group | dia |  |  | stated
ncpo | dpmc |  |  | stated
ncsc | gcsb |  |  | stated
office-for-seniors | msd |  |  | derived
rsm | mbie |  |  | stated
    """
)
"""Organisation, parent, since, until, basis."""

MONEY = table(
    """
Contribution of the digital technologies sector to the economy | context | more than | 7400000000 |  | 2020 |  | SUMMARY
Contribution of the sector by other coverage, 2021 | context | about | 7000000000 |  | 2021 |  | IT4
Contribution of the sector by other coverage, 2019 | context | about | 6600000000 |  | 2019 |  | IT4
Projected whole cost | funding |  | 2100000000 | 2600000000 |  |  | TP2
Budget 2021 | funding | exact | 385000000 |  | 2021 |  | HE1
Budget 2022 | funding | at most | 320000000 |  | 2022 |  | HE1
Two grants together | funding | exact | 250000000 |  |  | over four years | AR2
Ārohia part | funding | exact | 155000000 |  |  |  | AR3
More, announced in June 2023 | funding | exact | 100000000 |  | 2023 | over two years | TP1
Capacity in all, with the February 2022 upgrades | funding | more than | 90000000 |  |  |  | RC1
Extra funding for rural connectivity | funding | exact | 60000000 |  |  |  | SUMMARY
Part for network capacity | funding | exact | 43000000 |  |  |  | RC1
Budget 2022/23 | funding | exact | 35700000 |  |  | Budget 2022/23 | TP1
Budget 2022 for cyber resilience, through CERT NZ | funding | exact | 30000000 |  | 2022 |  | CY5
Part for the Remote Users Scheme | funding | exact | 15000000 |  |  |  | RC1
Part for Marae Digital Connectivity | funding | exact | 2000000 |  |  | up to two years | RC1
Digital literacy for seniors, Budget 2022 | funding | exact | 1341000 |  | 2022 | three years | OS1
    """
)
"""Name, purpose, bound, value, upper end of a range, year, span, source."""

CLAIMS = table(
    """
affiliation | derived | OS2 | 1
affiliation | derived | OS4 | 1
affiliation | stated | CY6 | 3
affiliation | stated | CY1 | 2
affiliation | stated | 5G1 | 1
affiliation | stated | DS2 | 1
affiliation | stated | MBA | 1
affiliation | stated | MD1 | 1
affiliation | stated | RSMO | 1
affiliation | stated | TW1 | 1
contribution | inferred | SUMMARY | 17
contribution | stated | SUMMARY | 38
goal alignment | inferred | CAP | 7
governance role | derived | DEB | 1
governance role | derived | DEBOP | 1
governance role | derived | DEBTOR | 1
governance role | stated | DEBOP | 6
governance role | stated | DEBTOR | 6
governance role | stated | DIGW | 3
governance role | stated | DEB | 2
governance role | stated | BEE | 1
governance role | stated | ENG | 1
progress tracking | inferred | CAP | 9
relation | derived | MD1 | 1
relation | derived | RC3 | 1
relation | derived | SUMMARY | 1
relation | derived | TW1 | 1
relation | stated | DS1 | 1
relation | stated | HINZ | 1
relation | stated | MT2 | 1
relation | stated | TO2 | 1
responsibility | derived | SUMMARY | 5
responsibility | derived | BEE | 1
responsibility | derived | CL2 | 1
responsibility | derived | CL3 | 1
responsibility | derived | DB2 | 1
responsibility | derived | DIT1 | 1
responsibility | derived | DIT2 | 1
responsibility | derived | HE1 | 1
responsibility | derived | MT1 | 1
responsibility | derived | MT2 | 1
responsibility | derived | OS2 | 1
responsibility | derived | OS4 | 1
responsibility | derived | PF1 | 1
responsibility | derived | TW1 | 1
responsibility | stated | SUMMARY | 8
responsibility | stated | CY1 | 3
responsibility | stated | DIT2 | 3
responsibility | stated | DIT5 | 3
responsibility | stated | PF1 | 3
responsibility | stated | TW2 | 3
responsibility | stated | 5G1 | 2
responsibility | stated | CC2 | 2
responsibility | stated | CL2 | 2
responsibility | stated | DB2 | 2
responsibility | stated | IT2 | 2
responsibility | stated | MBA | 2
responsibility | stated | MD1 | 2
responsibility | stated | MT1 | 2
responsibility | stated | NT1 | 2
responsibility | stated | OS1 | 2
responsibility | stated | RC2 | 2
responsibility | stated | RSMO | 2
responsibility | stated | TO1 | 2
responsibility | stated | TO2 | 2
responsibility | stated | TW3 | 2
responsibility | stated | AR1 | 1
responsibility | stated | BEE | 1
responsibility | stated | CC3 | 1
responsibility | stated | CL1 | 1
responsibility | stated | CY4 | 1
responsibility | stated | CY5 | 1
responsibility | stated | CY6 | 1
responsibility | stated | DE1 | 1
responsibility | stated | DS1 | 1
responsibility | stated | DS2 | 1
responsibility | stated | FP1 | 1
responsibility | stated | FP2 | 1
responsibility | stated | HE2 | 1
responsibility | stated | IT1 | 1
responsibility | stated | IT3 | 1
responsibility | stated | IT5 | 1
responsibility | stated | MD2 | 1
responsibility | stated | RC1 | 1
responsibility | stated | TP1 | 1
targeting | inferred | SUMMARY | 5
targeting | stated | SUMMARY | 25
theme alignment | derived | SUMMARY | 28
theme alignment | derived | CAP | 18
theme alignment | derived | KA | 1
theme alignment | inferred | SUMMARY | 4
theme alignment | stated | CAP | 4
theme alignment | stated | OGA | 2
theme alignment | stated | IT1 | 1
theme alignment | stated | SUMMARY | 1
treaty link | inferred | SUMMARY | 1
treaty link | stated | SUMMARY | 2
    """
)
"""Kind, basis, source, claims."""

FEEDERS_STATED = table(
    """
innovation | 5 | 5
access | 4 | 4
maori-data | 4 | 4
ethical-data | 3 | 3
digital-jobs | 3 | 3
cyber-resilience | 3 | 3
safe-online | 3 | 3
skills | 3 | 3
public-services | 3 | 3
data-decisions | 2 | 2
exports | 2 | 2
business-adoption | 1 | 1
maori-digital-economy | 1 | 1
digital-identity | 1 | 1
    """
)
"""Outcome, initiatives, stated ones, on the basis stated."""

FEEDERS_INFERRED = table(
    """
data-decisions | 3 | 0
skills | 3 | 0
ethical-data | 2 | 0
business-adoption | 2 | 0
innovation | 2 | 0
exports | 1 | 0
digital-jobs | 1 | 0
maori-data | 1 | 0
cyber-resilience | 1 | 0
safe-online | 1 | 0
    """
)
"""The same on the basis inferred."""
