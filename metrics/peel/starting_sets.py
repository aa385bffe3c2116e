"""The sets of questions that Beatboard starts with. Headings are the framework's themes; what stands under them is our reading.

Sources: the themes of the PEEL assessment framework 2023-25, as the issue list of this project names them; the 2017 PEEL
assessment of Northamptonshire (effectiveness 22 March 2018, efficiency 9 November 2017, legitimacy 12 December 2017).
"""

from __future__ import annotations

from metrics.peel.framework import TO_BE_VERIFIED, Question, QuestionSet

LEADERSHIP = Question(
    "leadership",
    "Leadership and force management",
    characteristics=(
        "Leaders at every level have the information to manage what they answer for",
        "Demand, hours and skills are understood, and resources follow them",
        "People are held to account fairly, and what they do well is noticed",
    ),
    kpis=("abstraction", "time_outside_station", "time_in_place"),
    records=("Targets and every change of them", "Data quality", "One-to-ones held and due, by team"),
)
FRAMEWORK = QuestionSet(
    "PEEL assessment framework",
    "2023-25",
    "current",
    TO_BE_VERIFIED,
    (
        LEADERSHIP,
        Question(
            "powers",
            "Powers and treating the public fairly and with respect",
            characteristics=(
                "Stop and search is used fairly, with reasonable grounds, and is monitored",
                "Officers and PCSOs talk with the public and explain what they do",
                "The data on the use of powers is scrutinised inside the force and outside it",
            ),
            kpis=("stop_searches", "positive_stop_searches"),
            records=("Stop Searches: grounds reviewed, body-worn video, outcomes linked to the object",),
        ),
        Question(
            "prevention",
            "Preventing and deterring crime and anti-social behaviour and reducing vulnerability",
            characteristics=(
                "Neighbourhood officers and PCSOs spend their time in their community",
                "Problems are solved with partners, and what was done is evaluated",
                "Communities say what matters to them and hear what was done",
            ),
            kpis=(
                "problem_plans", "citizens_schemes", "new_watch_schemes", "time_in_place", "time_outside_station",
                "engagement_returns", "abstraction",
            ),
            records=("OSARA register with its assessment clock", "Engagements: priorities raised and feedback given"),
        ),
        Question(
            "responding",
            "Responding to the public",
            characteristics=("Calls for service are attended in time and by the right people",),
            kpis=("incidents_attended",),
            records=("Incidents: grade and repeat locations",),
        ),
        Question(
            "investigating",
            "Investigating crime",
            characteristics=(
                "Crimes are investigated by people trained for it and supervised",
                "Suspects are found and dealt with",
            ),
            kpis=("arrests", "warrants", "intelligence_actioned"),
            records=("Arrests: result", "Warrants: result"),
        ),
        Question(
            "vulnerable",
            "Protecting vulnerable people",
            characteristics=(
                "Vulnerability is noticed at first contact and passed on at once",
                "Partners are told when they can help",
            ),
            kpis=("ppn_submissions", "referrals"),
            records=("PPNs: submitted within 24 hours, returned for quality",),
        ),
        Question(
            "offenders",
            "Managing offenders and suspects",
            characteristics=("Those who cause most harm are known, watched and arrested",),
            kpis=("arrests", "warrants", "intelligence_reports", "intelligence_actioned"),
            records=("Intelligence: by source, and days from report to action",),
        ),
        Question(
            "workforce",
            "Building, supporting and protecting the workforce",
            characteristics=(
                "Supervisors meet each of their people regularly and act early on wellbeing",
                "Performance is managed by development and not by a ranking",
                "People are listened to, and their own words are kept",
            ),
            kpis=("abstraction",),
            records=("One-to-ones held and due, by team", "Duties: adjusted duties, tutoring and absence without its reason"),
        ),
        Question(
            "crime_data",
            "Crime data recording",
            characteristics=("Reports of crime are recorded as they should be",),
            records=("None of the weekly exports says how crimes were recorded: the force's crime registrar does",),
        ),
        Question(
            "victims",
            "Victims",
            characteristics=("Victims are kept informed, and their needs are asked about",),
            records=("None of the weekly exports is about the service to victims",),
            graded=False,
        ),
    ),
    "The themes are known; questions and characteristics are in our words until the force's PEEL lead has verified them.",
)  # fmt: skip
NEXT = QuestionSet(
    "PEEL assessment framework",
    "2025-27",
    "not verified",
    TO_BE_VERIFIED,
    (LEADERSHIP,),
    "Only the first question of this edition is known here. Import the others when the force has them.",
)


EFFECTIVENESS = "PEEL 2017, effectiveness, updated 22 March 2018"
EFFICIENCY = "PEEL 2017, efficiency, updated 9 November 2017"
LEGITIMACY = "PEEL 2017, legitimacy, updated 12 December 2017"
FINDINGS = QuestionSet(
    "PEEL assessment of Northamptonshire",
    "2017",
    "superseded",
    "Findings in our words; the assessment itself is published",
    (
        Question(
            "supervisors", "Information for supervisors", "improvement",
            ("Every supervisor sees what their people and places need, in time to act",),
            ("arrests", "ppn_submissions", "intelligence_reports", "abstraction"),
            ("This week, Team and Officer pages", "Data quality"), EFFECTIVENESS,
        ),
        Question(
            "accountability", "Structures for holding people to account", "improvement",
            ("Each level meets the next regularly over the same figures",), ("problem_plans", "time_in_place"),
            ("Targets and every change of them", "One-to-ones held and due, by team", "Actions and their proof"), EFFECTIVENESS,
        ),
        Question(
            "evaluation", "Evaluation of problem solving", "improvement",
            ("Plans are assessed on time, and what worked is shared",), ("problem_plans",),
            ("OSARA register: before and after, result and lesson",), EFFECTIVENESS,
        ),
        Question(
            "investigations", "Supervision of investigations", "improvement",
            ("Investigations go to people trained for them and are supervised",), ("arrests",),
            ("None of the weekly exports shows how an investigation was supervised",), EFFECTIVENESS,
        ),
        Question(
            "stop_search_monitoring", "Monitoring of stop and search", "improvement",
            ("Unfairness in the use of stop and search would be seen",), ("stop_searches", "positive_stop_searches"),
            ("Stop Searches: the three rates, record completeness",), LEGITIMACY,
        ),
        Question(
            "scrutiny", "Scrutiny of data on coercive powers", "improvement",
            ("People from outside the force see the data and not only single cases",), ("stop_searches",),
            ("Public summary without people, small numbers suppressed",), LEGITIMACY,
        ),
        Question(
            "training", "Training records that can be produced", "improvement",
            ("Who has been trained in what can be shown at once",), (),
            ("Training records, once they are exported",), LEGITIMACY,
        ),
        Question(
            "individual_performance", "Individual performance management and early action on wellbeing", "improvement",
            ("Everybody has regular one-to-ones that begin with wellbeing",), ("abstraction",),
            ("One-to-ones held and due, by team",), LEGITIMACY,
        ),
        Question(
            "feedback", "Feedback from the workforce", "improvement",
            ("People trust the ways to say what they think, and are heard",), (),
            ("The officer's own words on the one-to-one sheet", "Challenges of records and their outcome"), LEGITIMACY,
        ),
        Question(
            "skills", "Skills of the workforce", "improvement",
            ("The force knows which skills it has and which it will need",), (),
            ("Training records, once they are exported",), EFFICIENCY,
        ),
        Question(
            "redeployment", "Neighbourhood teams are no longer routinely redeployed", "strength",
            ("Neighbourhood hours stay in the neighbourhood",), ("abstraction", "time_in_place"),
            ("Time in place: abstraction by reason, by who authorised it and by week",), EFFECTIVENESS,
        ),
    ),
    "Kept as areas for improvement until the force closes them with proof, and one strength that is to be kept measured.",
)  # fmt: skip

STARTING_SETS: tuple[QuestionSet, ...] = (FRAMEWORK, NEXT, FINDINGS)
