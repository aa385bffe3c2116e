"""Open questions with which a one-to-one begins. None asks about health: whoever wants to say something of it may."""

from __future__ import annotations

PROMPTS: tuple[str, ...] = (
    "How has the work been since we last spoke?",
    "Is the workload one that you can manage, and what would you drop or hand over?",
    "Do you get your rest after late finishes and changed shifts?",
    "How does the team work together, and do you feel respected in it?",
    "What would you like to learn or try next, and what stands in the way?",
    "What is not in these figures that I should know of?",
    "What can I do, or do differently?",
)
"""For everybody."""

STUDENT_PROMPTS: tuple[str, ...] = (
    "What have you done for the first time since we last spoke, and what did you take from it?",
    "Is the tutoring you get enough, and do you have time to write up what you learn?",
    "Which courses and skills have you completed, and which come next?",
)
"""For a student officer, after the others."""


def prompts(student: bool) -> tuple[str, ...]:
    """The questions for one person, in order."""
    return (*PROMPTS, *STUDENT_PROMPTS) if student else PROMPTS
