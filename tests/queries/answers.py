"""What the named queries must answer, by hand from the sources: one line a row, in the order of the answer."""

from __future__ import annotations

Cells = tuple[str | None, ...]


def table(text: str) -> list[Cells]:
    """The rows of a text, whose cells stand between bars; an empty cell is no value."""
    return [tuple(cell.strip() or None for cell in line.split("|")) for line in text.strip().splitlines()]


PAIRS = table(
    """
data-iwi-leaders-group | stats-nz | 3
data-iwi-leaders-group | te-kahui-raraunga | 2
mbie | nztech | 2
stats-nz | te-kahui-raraunga | 2
cert-nz | dpmc | 1
cert-nz | mbie | 1
cert-nz | ncsc | 1
cert-nz | tuanz | 1
data-iwi-leaders-group | dia | 1
data-iwi-leaders-group | figure-nz | 1
data-iwi-leaders-group | gcsb | 1
dia | gcsb | 1
dia | stats-nz | 1
dpmc | government-of-france | 1
dpmc | ncsc | 1
figure-nz | stats-nz | 1
figure-nz | te-kahui-raraunga | 1
gcsb | stats-nz | 1
mbie | paua-interface | 1
mbie | te-whare-wananga-o-awanuiarangi | 1
mbie | tuanz | 1
nztech | paua-interface | 1
nztech | te-whare-wananga-o-awanuiarangi | 1
paua-interface | te-whare-wananga-o-awanuiarangi | 1
stats-nz | university-of-waikato | 1
    """
)
"""First and second organisation, how many undertakings they share."""

TARGETS = table(
    """
agencies-industry-iwi-maori-and-community-groups | digital-inclusion-action-plan | takes part | stated | alongside relevant agencies, industry, Iwi Māori and other community groups
businesses | digital-trade | served | stated | New Zealand businesses
children | digital-safety-group | served | inferred | child sexual abuse material
citizens | cyber-security-strategy | served | stated | cyber security aware and active citizens
civil-society | christchurch-call | takes part | stated | civil society
digital-technologies-sector | digital-technologies-itp | served | stated | digital technologies sector
exporters | digital-commerce | served | stated | interested exporters
firms-outside-the-rd-tax-incentive | arohia-grant | served | stated | not always eligible under the Research and Development Tax Incentive
government-agencies | government-cloud-adoption | served | stated | supporting agencies to adopt cloud technologies
heads-of-state-and-government | christchurch-call | takes part | stated | Heads of State and government
health-system-users | digital-health-transformation | served | inferred | health system performance in Aotearoa
home-users-to-critical-infrastructure | cyber-security-ahead | served | stated | individual home users through to those on critical infrastructure
intermediate-and-secondary-school-students | cyber-security-strategy | served | stated | intermediate and secondary schools
iwi-and-iwi-information-managers | data-as-a-tool | served | stated | Iwi Information Managers
iwi-and-maori | maori-data-governance | served | stated | iwi and Māori interests
local-and-overseas-agencies | digital-safety-group | takes part | stated | work with local and overseas agencies
maori-and-other-under-represented-groups | nga-tikanga-paihere | served | stated | Māori and other under-represented sub-groups
maori-and-the-crown | government-cloud-adoption | takes part | stated | between Māori and the Crown
maori-in-the-digital-sector | accelerating-maori-innovation | served | stated | business owners, entrepreneurs and employees
older-people | digital-inclusion-skills | served | stated | support older people
pacific-communities | digital-inclusion-skills | served | stated | the Pacific community
pacific-peoples | data-as-a-tool | served | stated | Pacific peoples in Aotearoa
people-without-digital-inclusion | digital-inclusion-action-plan | served | inferred | close the digital divide
people-who-use-the-welfare-system | te-pae-tawhiti | served | inferred | welfare system
public-sector | data-ethics-ai | served | stated | capability in the public sector
rangatahi | accelerating-maori-innovation | served | stated | rangatahi
research-community-and-matauranga-maori-experts | te-ara-paerangi | served | stated | mātauranga Māori experts and practitioners
small-enterprises | digital-boost | served | stated | those with 19 or fewer employees
technology-sector | christchurch-call | takes part | stated | leaders from the tech sector
under-served-rural-regions | improving-rural-connectivity | served | stated | most under-served regions
    """  # noqa: E501 (the phrases are as long as they are)
)
"""Group, initiative, role, basis, phrase."""

GOVERNING = table(
    """
2022-23 | governing board | digital-executive-board | stated
digital-executive-board | member | dia | derived
digital-executive-board | member | dpmc | derived
digital-executive-board | member | mbie | derived
digital-executive-board | member | stats-nz | derived
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
digital-safety-group | dia |  |  | derived
ncpo | dpmc |  |  | stated
ncsc | gcsb |  |  | stated
office-for-seniors | msd |  |  | derived
rsm | mbie |  |  | stated
    """
)
"""Organisation, parent, since, until, basis."""
