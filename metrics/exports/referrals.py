"""Referrals to partner agencies to protect vulnerable people."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

EXPORT = Export(
    sheet="Referrals",
    grain="One row per referral to a partner.",
    sender="Early intervention hub",
    replaces="days",
    key=("Referral Ref",),
    day="Referred On",
    lead="Collar No",
    rank=20,
    synonyms=("Partner Referrals",),
    columns=(
        Column(
            "Referral Ref", "text", "Reference of the referral.", needed=True, synonyms=("Referral No", "Referral ID")
        ),
        Column(
            "Referred On",
            "date",
            "Day of the referral.",
            needed=True,
            synonyms=("Referral Date", "Referred At", "Date Referred", "Date"),
        ),
        lead_officer("Officer who referred.", "Referred By"),
        beat_spoken_of("Beat that it concerns."),
        Column(
            "Agency",
            "text",
            "Partner that it went to.",
            needed=True,
            synonyms=("Partner", "Referred To", "Partner Agency"),
        ),
        Column(
            "Reason",
            "text",
            "Why; dropped before storage.",
            synonyms=("Referral Reason", "Reason For Referral"),
            personal=True,
            stored="dropped",
        ),
    ),
)
