"""The edition of the plan that Beatboard starts with. Titles and figures are facts of it; commitments stand in our words.

Source: Northamptonshire's Police, Fire and Crime Plan 2021-26. In our text of it the columns Police, Working together and
Fire and Rescue are lost. What we can tell: bullets come in groups, and the last group of every priority is that of Fire and
Rescue, which stands last among the headings; of three groups the first is that of Police. The rest is a guess, and says so.
"""

from __future__ import annotations

from metrics.priorities.edition import Commitment, Edition, Owner, Priority, Tie

POLICE: Owner = "Police"
TOGETHER: Owner = "Working together"
FIRE: Owner = "Fire and Rescue"
FIRST = "First of three groups of bullets under three headings, of which Police is the first"
SECOND = "Second of three groups of bullets under three headings, of which Working together is the second"
LAST = "Last group of bullets of its priority, and Fire and Rescue is the last heading"
UNDER_FIRE = "Stands right under the heading Fire and Rescue in our text"
ONE_GROUP = "Police and Working together are one group of bullets in our text"
LIKE_POLICE = f"{ONE_GROUP}; what it asks for is police work"
LIKE_TOGETHER = f"{ONE_GROUP}; what it asks for takes partners or the Commissioner"
NO_POLICE = "Our text of this page has no heading Police at all"
BOTH = "Its words name both services"
PARTNERS = "Its words name partners"
OFFICERS = "Its words name police officers"
FORM = "The first three bullets of this priority share a form of words, as one column would"
CRIME_PAGE = "Public accountability: crime figures and positive outcome rate"
SEARCH_PAGE = "Stop and search: what was searched for, and what was found"

PREVENTION, RESPONSE, VULNERABLE = "prevention", "response", "vulnerable"
JUSTICE, MODERN = "justice", "modern"
PRIORITIES = (
    Priority(PREVENTION, "Prevention that keeps the county safe"),
    Priority(RESPONSE, "Effective and efficient response"),
    Priority(VULNERABLE, "Protect and support those who are vulnerable"),
    Priority(JUSTICE, "Effective justice"),
    Priority(MODERN, "Modern services that are fit for the future"),
)

COMMITMENTS = (
    Commitment("P1", PREVENTION, "Fewer people become victims again", POLICE, True, LIKE_POLICE),
    Commitment("P2", PREVENTION, "Prevent fraud, cyber crime included", POLICE, True, LIKE_POLICE),
    Commitment("P3", PREVENTION, "Keep the number plate cameras (ANPR) working for prevention and detection", POLICE, True,
               LIKE_POLICE),
    Commitment("P4", PREVENTION, "People can join schemes: Neighbourhood, Street and Speed Watch", TOGETHER, True,
               LIKE_TOGETHER),
    Commitment("P5", PREVENTION, "People get advice on preventing crime and staying safe", TOGETHER, True, LIKE_TOGETHER),
    Commitment("P6", PREVENTION, "Pay for harder targets where the risk of crime is highest", TOGETHER, True, LIKE_TOGETHER),
    Commitment("P7", PREVENTION, "Safer roads through initiatives and programmes", TOGETHER, True, LIKE_TOGETHER),
    Commitment("P8", PREVENTION, "More joint prevention work, looking at the whole problem", TOGETHER, False,
               "Its words name collaboration"),
    Commitment("P9", PREVENTION, "Share critical data better, between the two services and with partners", TOGETHER, False, BOTH),
    Commitment("P10", PREVENTION, "A wider range of fire prevention", FIRE, False, UNDER_FIRE),
    Commitment("P11", PREVENTION, "More operational fire staff in prevention", FIRE, False, UNDER_FIRE),
    Commitment("P12", PREVENTION, "More capacity for fire protection, warranted officers on hard cases", FIRE, False,
               UNDER_FIRE),
    Commitment("R1", RESPONSE, "By 2023 a force of 1,500 police officers", POLICE, False, OFFICERS),
    Commitment("R2", RESPONSE, "Stronger local policing that solves local problems locally", POLICE, False,
               "Its words name local policing"),
    Commitment("R3", RESPONSE, "Burglary, vehicle crime, anti-social behaviour: these first", POLICE, True, FIRST,
               (CRIME_PAGE,)),
    Commitment("R4", RESPONSE, "Neighbourhood officers and PCSOs spend more time in their community", POLICE, False, OFFICERS,
               ("The tracked measure on this page: time in the community",)),
    Commitment("R5", RESPONSE, "Act on violence, with a strategy to counter violence against women and girls", POLICE, True,
               FIRST, (CRIME_PAGE,)),
    Commitment("R6", RESPONSE, "Understand rural concerns; be seen in rural communities", TOGETHER, True, SECOND),
    Commitment("R7", RESPONSE, "Communities hear what is done in their area and can reach a named officer", TOGETHER, False,
               BOTH, ("Neighbourhood guarantee: named contact, meetings",)),
    Commitment("R8", RESPONSE, "A fund for communities' own road safety concerns", TOGETHER, True, SECOND),
    Commitment("R9", RESPONSE, "Review how emergency cover is arranged", FIRE, True, LAST),
    Commitment("R10", RESPONSE, "Know the county's risks and shape the service to them", FIRE, True, LAST),
    Commitment("R11", RESPONSE, "Use specialist skills and equipment for wider community safety", FIRE, True, LAST),
    Commitment("V1", VULNERABLE, "Fewer knives on the streets, by enforcement and campaigns", POLICE, True,
               f"{NO_POLICE}; enforcement is police work", (CRIME_PAGE, SEARCH_PAGE)),
    Commitment("V2", VULNERABLE, "Less harm from domestic abuse: pursue offenders, support those harmed", POLICE, True,
               f"{NO_POLICE}; pursuing people is police work", (CRIME_PAGE,)),
    Commitment("V3", VULNERABLE, "Early intervention that is joined up with partners", TOGETHER, False, PARTNERS),
    Commitment("V4", VULNERABLE, "Support for families, to keep children in school and out of crime", TOGETHER, True,
               f"{NO_POLICE}; what it asks for takes partners or the Commissioner"),
    Commitment("V5", VULNERABLE, "Provision for young people, knife crime above all", TOGETHER, True,
               f"{NO_POLICE}; what it asks for takes partners or the Commissioner"),
    Commitment("V6", VULNERABLE, "People can recognise and report exploitation", TOGETHER, True,
               f"{NO_POLICE}; campaigns may be of either"),
    Commitment("V7", VULNERABLE, "Work with partners on lasting problems, for the most vulnerable", TOGETHER, False, PARTNERS),
    Commitment("V8", VULNERABLE, "A larger fire service role in safeguarding", FIRE, False, "Its words name the fire service"),
    Commitment("V9", VULNERABLE, "Fire protection reaches shared houses and the highest risks", FIRE, True, LAST),
    Commitment("V10", VULNERABLE, "Lower risks with landlords, builders and firms", FIRE, True, LAST),
    Commitment("J1", JUSTICE, "More positive outcomes for victims", POLICE, True, FORM, (CRIME_PAGE,)),
    Commitment("J2", JUSTICE, "Watch the quality of investigations and raise it", POLICE, True, FORM),
    Commitment("J3", JUSTICE, "Swift justice, with partners", TOGETHER, True,
               f"{PARTNERS}; but {FORM[0].lower()}{FORM[1:]}, which would be that of Police"),
    Commitment("J4", JUSTICE, "Support victims and witnesses as they need", TOGETHER, True, LIKE_TOGETHER),
    Commitment("J5", JUSTICE, "Intervene early, against offending and reoffending", TOGETHER, True, LIKE_TOGETHER),
    Commitment("J6", JUSTICE, "Lower the risk from serial and repeat offenders", TOGETHER, True, LIKE_TOGETHER),
    Commitment("J7", JUSTICE, "Enforce fire safety law for the safety of the public", FIRE, False,
               "Its words name fire safety law"),
    Commitment("M1", MODERN, "A culture of learning that keeps improving the services", TOGETHER, True, ONE_GROUP,
               ("Training records: Neighbourhood guarantee",)),
    Commitment("M2", MODERN, "The plan's values show in everything that is done", TOGETHER, True, ONE_GROUP),
    Commitment("M3", MODERN, "Shared support services for both organisations", TOGETHER, False, BOTH),
    Commitment("M4", MODERN, "Technology and data that inform the service", TOGETHER, False, BOTH),
    Commitment("M5", MODERN, "A workforce like the county's communities, which it respects", TOGETHER, False, BOTH),
    Commitment("M6", MODERN, "More collaboration of the two services", TOGETHER, False, BOTH),
    Commitment("M7", MODERN, "Vehicles, buildings and processes ready for the carbon targets", TOGETHER, True, ONE_GROUP),
    Commitment("M8", MODERN, "Be ready for floods and wildfire", FIRE, True, LAST),
    Commitment("M9", MODERN, "A stable budget for change", FIRE, True, f"{LAST}; it may be of the police as well"),
)  # fmt: skip

TIES = (
    # Stop-searches are tied to no commitment, V1 (knives) included: the KPI counts searches for any object, and its number is
    # never a target. V1 names the page that tells searches for weapons, and what they found, apart.
    Tie(PREVENTION, "KPI", "new_watch_schemes", ("P4",), "Watch schemes are what the commitment names"),
    Tie(PREVENTION, "KPI", "citizens_schemes", ("P4",), "Citizens in Policing is how people take part"),
    Tie(PREVENTION, "KPI", "engagement_returns", ("P5",), "Advice is given where officers and PCSOs meet people"),
    Tie(PREVENTION, "KPI", "referrals", ("P8",), "A referral passes a problem to the partner who can prevent it"),
    Tie(RESPONSE, "KPI", "incidents_attended", (), "The response itself, which no commitment names"),
    Tie(
        RESPONSE,
        "KPI",
        "arrests",
        ("R3", "R5"),
        "Arrests are a means against the crimes named; the KPI does not tell them apart",
    ),
    Tie(RESPONSE, "KPI", "warrants", ("R3",), "Warrants act on local crime, drug dealing above all"),
    Tie(RESPONSE, "KPI", "problem_plans", ("R2",), "An OSARA plan is how a local problem is solved"),
    Tie(RESPONSE, "KPI", "intelligence_reports", ("R2",), "The plan expects local policing to bring more intelligence"),
    Tie(RESPONSE, "KPI", "intelligence_actioned", ("R2",), "Intelligence counts once it is acted on"),
    Tie(RESPONSE, "KPI", "time_outside_station", ("R4",), "Out of the station; abstraction outside it included"),
    Tie(RESPONSE, "KPI", "time_in_place", ("R4",), "Time in the places that need it most"),
    Tie(RESPONSE, "KPI", "abstraction", ("R4",), "Hours that leave the neighbourhood"),
    Tie(RESPONSE, "KPI", "engagement_returns", ("R7",), "Where communities meet their officers"),
    Tie(VULNERABLE, "KPI", "ppn_submissions", ("V2", "V7"), "A notice passes on that somebody is vulnerable"),
    Tie(VULNERABLE, "KPI", "referrals", ("V3", "V7"), "Referrals bring partners in early"),
    Tie(PREVENTION, "Words", "fraud", ("P2",), "Fraud is named"),
    Tie(PREVENTION, "Words", "cyber", ("P2",), "Cyber crime is named"),
    Tie(PREVENTION, "Words", "speeding", ("P7",), "Speeding is a matter of safer roads"),
    Tie(PREVENTION, "Words", "road safety", ("P7",), "Road safety is named"),
    Tie(RESPONSE, "Words", "burglar", ("R3",), "Burglary is named"),
    Tie(RESPONSE, "Words", "vehicle crime", ("R3",), "Vehicle crime is named"),
    Tie(RESPONSE, "Words", "theft from vehicle", ("R3",), "A vehicle crime"),
    Tie(RESPONSE, "Words", "catalytic", ("R3",), "Theft from vehicles is vehicle crime"),
    Tie(RESPONSE, "Words", "anti-social", ("R3",), "Anti-social behaviour is named"),
    Tie(RESPONSE, "Words", "antisocial", ("R3",), "Anti-social behaviour is named"),
    Tie(RESPONSE, "Words", "ASB", ("R3",), "Anti-social behaviour is named"),
    Tie(RESPONSE, "Words", "nuisance", ("R3",), "Nuisance is anti-social behaviour"),
    Tie(
        RESPONSE,
        "Words",
        "drug dealing",
        (),
        "The plan asks for rigour against street drug dealing; no commitment names it",
    ),
    Tie(RESPONSE, "Words", "violen", ("R5",), "Violence is named"),
    Tie(RESPONSE, "Words", "women and girls", ("R5",), "Violence against women and girls is named"),
    Tie(RESPONSE, "Words", "VAWG", ("R5",), "Violence against women and girls is named"),
    Tie(RESPONSE, "Words", "rural", ("R6",), "Rural communities are named"),
    Tie(VULNERABLE, "Words", "knife", ("V1",), "Knives are named"),
    Tie(VULNERABLE, "Words", "knives", ("V1",), "Knives are named"),
    Tie(VULNERABLE, "Words", "domestic abuse", ("V2",), "Domestic abuse is named"),
    Tie(VULNERABLE, "Words", "exploitation", ("V6",), "Exploitation is named"),
    Tie(VULNERABLE, "Words", "cuckoo", ("V6",), "Taking over somebody's home is exploitation"),
    Tie(VULNERABLE, "Words", "county lines", ("V6",), "The plan names county lines with exploitation"),
    Tie(VULNERABLE, "Words", "young people", ("V5",), "Young people are named"),
    Tie(VULNERABLE, "Words", "hate", (), "The plan asks for work on hate crime; no commitment names it"),
    Tie(VULNERABLE, "Activity", "School visit", ("V5",), "Work with young people"),
    Tie(VULNERABLE, "Activity", "Youth group", ("V5",), "Work with young people"),
    Tie(RESPONSE, "Activity", "Beat surgery", ("R7",), "People can reach their officer there"),
    Tie(RESPONSE, "Activity", "Community meeting", ("R7",), "People hear there what is done in their area"),
    Tie(RESPONSE, "Activity", "Street surgery", ("R7",), "People can reach their officer there"),
)

PLAN_2021 = Edition(
    "Police, Fire and Crime Plan",
    "2021-26",
    "not verified",
    "Northamptonshire's Police, Fire and Crime Plan 2021-2026, published by the Police, Fire and Crime Commissioner",
    PRIORITIES,
    COMMITMENTS,
    TIES,
    "Another Commissioner took office in May 2024, so a later edition may stand; its text is not known here. Whoever knows "
    "sets the status, or gives the later edition, in the spreadsheet below.",
)
EDITIONS: tuple[Edition, ...] = (PLAN_2021,)
