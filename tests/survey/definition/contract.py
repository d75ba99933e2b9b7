"""The instrument as it was agreed: codes and types that the analysis relies on.

Written out a second time, on purpose: a code that is lost or renamed in a questionnaire is
seen here, and a change of the contract is made in both places.
"""

from __future__ import annotations

AGREE5 = "strongly_agree tend_agree neither tend_disagree strongly_disagree"
SATISFIED7 = (
    "completely_satisfied very_satisfied fairly_satisfied neither"
    " fairly_dissatisfied very_dissatisfied completely_dissatisfied"
)
EASE5 = "very_easy fairly_easy neither fairly_difficult very_difficult"
WELL4 = "very_well fairly_well not_very_well not_at_all"
LIKELY5 = "very_likely fairly_likely neither fairly_unlikely very_unlikely"
YND = "yes no dont_know"
WITHIN = "at_once hour six_hours day longer"

SCALES = {
    "agree5": AGREE5, "satisfied7": SATISFIED7, "ease5": EASE5, "well4": WELL4,
    "likely5": LIKELY5, "ynd": YND, "within": WITHIN,
}  # fmt: skip

UNITS = "AS AW CE CN EA NA NE NW SE SN SW WA"

FAMILIES = {
    "returned": ("single", "yes no died not_say"),
    "when": ("single", "month half_year year two_years five_years longer"),
    "times": ("single", "none one two_three four_ten over_ten"),
    "child_age": ("single", "under_5 5_9 10_12 13_15 16_17"),
    "area": ("select", f"{UNITS} city outside"),
    "reported_last": ("single", "me someone_else nobody not_sure"),
    "reported_usually": ("single", "every_time sometimes never"),
    "delay": ("single", WITHIN),
    "why_not": (
        "multi",
        "expected_return searching_myself police_would_not_act bad_experience fear_child_criminal"
        " fear_social_care fear_immigration fear_placement_ends told_to_wait thought_24_hours"
        " language did_not_know_how other nothing not_say",
    ),
    "before": ("text", ""),
    "channel": (
        "multi",
        "999 101 online_form philomena_portal front_counter officer_in_person social_care school"
        " other_force helpline",
    ),
    "ease": ("single", EASE5),
    "told_wait": ("single", YND),
    "information": ("single", AGREE5),
    "reference": ("single", YND),
    "voice": ("single", AGREE5),
    "neutrality": ("single", AGREE5),
    "respect": ("single", AGREE5),
    "motives": ("single", AGREE5),
    "explanation": ("single", AGREE5),
    "contact": ("text", ""),
    "risk_told": ("single", "no_apparent low medium high not_told dont_know"),
    "risk_right": ("single", AGREE5),
    "first_visit": ("single", "hour six_hours day longer never not_needed"),
    "informed": ("single", WELL4),
    "named_contact": ("single", YND),
    "repeat_story": ("single", AGREE5),
    "response": ("text", ""),
    "other_area": ("single", YND),
    "which_forces": (
        "multi",
        "other_borough city_of_london btp essex hertfordshire kent surrey thames_valley"
        " other_force other_council",
    ),
    "across_clear": ("single", AGREE5),
    "across": ("text", ""),
    "police_check": ("single", YND),
    "return_interview": ("single", "in_72_hours later no dont_know"),
    "return_support": ("single", AGREE5),
    "after": ("text", ""),
    "trust_before": ("single", AGREE5),
    "trust_now": ("single", AGREE5),
    "satisfaction": ("single", SATISFIED7),
    "fair": ("single", AGREE5),
    "report_again": ("single", LIKELY5),
    "complained": ("single", "yes wanted_to no"),
    "change": ("text", ""),
    "else": ("text", ""),
    "quote": ("single", "yes paraphrase no"),
    "ethnic_group": ("single", "asian black mixed white other not_say"),
    "child_ethnic_group": ("single", "asian black mixed white other not_say"),
    "sex": ("single", "female male not_say"),
    "disability_impact": ("single", "yes_lot yes_little not_at_all not_say"),
    "english_main_language": ("single", "yes no not_say"),
}

PARENT = FAMILIES | {
    "relationship": (
        "single",
        "mother father step_parent grandparent sibling other_relative family_friend other",
    ),
    "child_looked_after": ("single", YND),
}

CARER = FAMILIES | {
    "relationship": (
        "single",
        "foster kinship childrens_home semi_independent supported_lodgings residential_school"
        " other",
    ),
    "placed_from": ("single", "yes_london yes_outside no dont_know"),
}

STAFF = {
    "sector": (
        "single",
        "police council_care education health care_provider return_interviews voluntary other",
    ),
    "role": (
        "single",
        "contact_command response missing_unit public_protection schools_neighbourhood supervisor"
        " social_worker emergency_duty mash school_lead nurse_or_doctor home_manager"
        " interview_worker manager other",
    ),
    "experience": ("single", "under_1 1_4 5_9 10_plus"),
    "unit": ("select", f"{UNITS} london_wide outside"),
    "caseload": ("single", "daily weekly monthly less"),
    "access": ("single", EASE5),
    "information": ("single", AGREE5),
    "respect": ("single", AGREE5),
    "explanation": ("single", AGREE5),
    "risk": ("single", AGREE5),
    "informed": ("single", WELL4),
    "handover": ("single", AGREE5),
    "boundary": ("single", AGREE5),
    "return": ("single", AGREE5),
    "overall": ("single", SATISFIED7),
    "fairness": ("single", AGREE5),
    "training": ("single", AGREE5),
    "time": ("single", AGREE5),
    "systems": ("single", AGREE5),
    "grading": ("single", AGREE5),
    "roles_clear": ("single", AGREE5),
    "speak_up": ("single", AGREE5),
    "harder": ("text", ""),
    "joint": ("text", ""),
    "works": ("text", ""),
    "change": ("text", ""),
    "else": ("text", ""),
    "quote": ("single", "yes paraphrase no"),
}

CONTRACT = {"parent": PARENT, "carer": CARER, "staff": STAFF}

MIRRORS = {
    "access": "ease", "information": "information", "respect": "respect",
    "explanation": "explanation", "risk": "risk_right", "informed": "informed",
    "handover": "repeat_story", "boundary": "across_clear", "return": "return_support",
    "overall": "satisfaction", "fairness": "fair", "change": "change",
}  # fmt: skip
"""Mirror key -> the families' variable; the staff's variable has the key's own name."""
