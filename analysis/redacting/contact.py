"""E-mail addresses, names on social media, telephone and NHS numbers.

Sources of the forms: Ofcom numbering plan (telephones), NHS Data Dictionary (NHS number, modulus
11), RFC 5322 (mail addresses, as people write them).
"""

from __future__ import annotations

from analysis.redacting import forms
from analysis.redacting.rule import either, rule, set_of

_PROVIDERS = set_of(
    "gmail googlemail hotmail yahoo outlook icloud live btinternet aol protonmail proton msn ymail"
    " ntlworld virginmedia talktalk"
)
PROVIDER = either(" ".join(sorted(_PROVIDERS)))
_END = r"(?:com|org|net|uk|gov|police|nhs|ie|eu)"
_DOT = r"(?: dot | ?[\[({] ?dot ?[\])}] ?)"
_AT = r"(?: ?[\[({] ?at ?[\])}] ?| at )"
_WHO = r"(?<![\w.+\-])[\w.+\-]{2,40}(?: dot [\w\-]{1,20}){0,3}"

EMAIL = (
    rule(
        "email",
        "e-mail address",
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
        needs={"@"},
    ),
    rule(
        "email",
        "e-mail address with spaces",
        r"(?<![\w.+-])[\w.+-]{1,64} ?@ ?[\w-]{1,40}(?: ?[.,] ?[\w-]{2,40}){0,3} ?[.,] ?"
        + _END
        + r"(?!\w)",
        small=True,
        needs={"@"},
    ),
    rule(
        "email",
        "e-mail address of a provider",
        r"(?<![\w.+-])[\w.+-]{1,64} ?@ ?" + PROVIDER + r"(?!\w)",
        small=True,
        needs={"@"},
    ),
    rule(
        "email",
        "e-mail address in words",
        _WHO + _AT + r"[\w-]{2,30}(?:" + _DOT + r"[\w-]{2,20}){1,4}",
        small=True,
        needs={"dot"},
    ),
    rule(
        "email",
        "e-mail address in words",
        _WHO + _AT + PROVIDER + r"(?: ?[.,] ?|" + _DOT + r")(?:com|co ?(?:dot|\.) ?uk|uk|net|org)"
        r"(?!\w)",
        small=True,
        needs=_PROVIDERS,
    ),
)

SITE = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|tik ?tok|tt|discord|telegram|twitter|user ?name|handle|"
    r"account|gamer ?tag|roblox|xbox|psn|ps5|facebook|fb|whatsapp|kik|steam|fortnite|online|sc)"
)
_SITES = set_of(
    "snap snaps snapchat insta instas instagram ig tik tok tiktok tt discord telegram twitter user"
    " username handle account accounts gamer gamertag roblox xbox psn ps facebook fb whatsapp kik"
    " steam fortnite online sc"
)
_AS = set_of(
    "goes go posts post posted online name screen screenname himself herself added messaged dm dmd"
)
_NAME = r"[\"']?(?P<it>@?[\w][\w.\-#]{1,38}[\w])(?![\w'\u2019])"

HANDLES = (
    rule(
        "handle", "name on social media", r"(?<![\w@.])@[A-Za-z_][\w.\-]{1,38}\w", needs={"@"}
    ),
    rule(
        "handle",
        "looks like a user name",
        r"(?<![\w@./+\-])(?=[A-Za-z0-9.]{0,30}_)(?=[_.\d]{0,10}[A-Za-z])[\w.]{2,60}\w(?!\w)",
        needs={"_"},
    ),
    rule("handle", "user name with a number", r"(?<!\w)\w[\w.]{1,30}#\d{4}(?!\d)", needs={"#"}),
    rule(
        "handle",
        "letters and digits mixed as in a user name",
        r"(?<![\w@./\-#])(?P<it>[A-Za-z]{3,20}(?:\d{2,4}|\d[A-Za-z]\d{1,4}|[a-z]\d{1,4})|"
        r"[A-Za-z]{2,20}(?:\.[A-Za-z]{1,12}){0,2}\.(?:[A-Za-z]{1,8}\d{1,4}|\d[A-Za-z]\w{0,4})|"
        r"[A-Za-z]{2,20}\.[A-Za-z]{1,12}\.\d{2,4})(?![\w/\-]|\.\w)",
        digits=1,
        check=forms.mixed_handle,
        sign=r"\d(?<=[A-Za-z.]{3}\d)",
    ),
    rule(
        "handle",
        "after the name of a site",
        r"(?<!\w)" + SITE + r"(?:'?s)?(?: (?:name|account|id|tag|handle|page|profile)){0,2}"
        r"(?:,? (?:is|was|called|named|under|as|of|she is|he is|she's|he's|shes|hes|they are)|"
        r" ?[:=\-]){0,2} " + _NAME,
        small=True,
        check=forms.like_a_handle,
        needs=_SITES,
    ),
    rule(
        "handle",
        "user name on a site",
        r"(?<![\w@.])(?P<it>@?[\w][\w.\-#]{1,38}[\w]) on (?:the |her |his )?" + SITE + r"(?!\w)",
        small=True,
        check=forms.like_a_handle,
        needs=_SITES,
    ),
    rule(
        "handle",
        "after 'goes by' or 'posts as'",
        r"(?:goes by|go by|posts? as|posted as|known online as|under the name|screen ?name|calls? "
        r"(?:himself|herself)|added|messaged|dm'?d)(?: is| was|:)? " + _NAME,
        small=True,
        check=forms.surely_a_handle,
        needs=_AS,
        sign=r"(?-i:[\d_#@.\u00b2-\U0010ffff])(?:(?<!\.)|(?=[\w.\-#]))",
    ),
    rule(
        "handle",
        "web address of a person's page",
        r"(?:facebook|fb|instagram|tiktok|snapchat|twitter|x|linkedin|t|wa)\.(?:com|me)/"
        r"[\w./@?=\-]{2,80}",
        small=True,
        needs={".com", ".me"},
    ),
)  # fmt: skip

_RING = set_of(
    "number numbers phone mob mobile tel telephone text ring rang call called whatsapp landline"
    " contact home cell"
)
_WORD = either(
    "oh o zero nought naught one two three four five six seven eight nine hundred thousand"
)

NUMBERS = (
    rule(
        "nhs_number",
        "valid NHS number",
        r"(?<![\d+])\d{3}[ \-.]?\d{3}[ \-.]?\d{4}(?!\d)",
        check=forms.is_nhs_number,
        digits=10,
    ),
    rule(
        "nhs_number",
        "after 'NHS number'",
        r"nhs(?: (?:number|no\.?|num|id))?(?: is| was|:|,)? ?(?P<it>\d[\d \-.]{7,14}\d)",
        small=True,
        needs={"nhs"},
    ),
    rule(
        "phone",
        "telephone number",
        r"(?<![\w/])(?:(?:\+|00)44[ .\-]{0,2}(?:\([0Oo]\))?|\(?[0Oo])[ .\-]{0,2}[1-9]"
        r"(?:[ .\-()]{0,2}[\dOo]){8,9}(?![\d/])",
        digits=7,
    ),
    rule(
        "phone",
        "mobile number",
        r"(?<![\w/])(?:(?:\+|00)44|[0Oo])[ .\-/]{0,3}7(?:[ .\-/()]{0,3}[\dOo]){8,10}(?![\d])",
        digits=7,
    ),
    rule(
        "phone",
        "mobile number without its zero",
        r"(?<![\w/.])7\d{3}[ \-]?\d{6}(?!\d)",
        digits=10,
    ),
    rule(
        "phone",
        "telephone number of another country",
        r"(?<![\w/])(?:\+|00)(?!44)[1-9]\d{0,2}(?:[ .\-()]{0,2}\d){7,12}(?!\d)",
        digits=8,
    ),
    rule(
        "phone",
        "after 'my number is' or 'ring'",
        r"(?<!\w)(?:numbers?|phone|mob(?:ile)?|tel(?:ephone)?|text|ring|rang|call|called|whatsapp|"
        r"landline|contact|home|cell)\W{1,3}(?:[a-z]{1,6}\W{1,2}){0,2}"
        r"(?P<it>\+?\d(?:[ .\-()]{0,2}\d){5,13})(?!\d)",
        small=True,
        digits=6,
        needs=_RING,
        check=forms.to_ring,
    ),
    rule(
        "phone",
        "telephone number in words",
        r"(?<!\w)(?:(?:(?:double|treble|triple) )?" + _WORD + r"[ ,.\-]{1,3}){6,14}"
        r"(?:(?:double|treble|triple) )?" + _WORD + r"(?!\w)",
        small=True,
        needs={"oh", "zero", "seven", "o", "nought", "naught"},
    ),
)  # fmt: skip

CONTACT = EMAIL + HANDLES + NUMBERS
