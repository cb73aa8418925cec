"""Words that say nothing of work, and words that say who somebody is and must not count."""

from __future__ import annotations

_EMPTY = """
    a about after all also am an and any are as at be because been but by can could do doing
    don for from get go going good got had has have he her his how i if im in into is it its
    ive just like ll lot love me more most much my no not of on one or other our out please really
    re she so some such than thank thanks that the their them there they thing things this to too up us
    very want wants was we well were what when where which who will with work working would
    you your
    """
EMPTY_WORDS = frozenset(_EMPTY.split())

# Sex, ethnicity, disability, religion, orientation, pregnancy, asylum status, care history.
_PROTECTED = """
    muslim islam islamic christian catholic jewish jew judaism hindu hinduism sikh buddhist
    buddhism atheist religion religious faith black white asian african caribbean arab chinese
    indian pakistani bangladeshi gypsy traveller roma ethnic ethnicity race british english
    scottish welsh irish polish romanian somali afghan syrian sudanese eritrean ukrainian
    gay lesbian bisexual bi queer straight trans transgender nonbinary lgbt lgbtq hetero
    heterosexual homosexual male female man woman men women boy girl lad lady pregnant
    pregnancy maternity mum mother dad father refugee asylum migrant immigrant disabled
    disability disabilities wheelchair autism autistic adhd dyslexia dyslexic dyspraxia
    dyspraxic deaf blind epilepsy epileptic asthma diabetes diabetic depression depressed
    anxiety bipolar ptsd schizophrenia fostered foster fostering adopted adoption orphan careleaver
    church mosque temple synagogue gurdwara quran bible hijab ramadan jewess
    kurdish iranian iraqi albanian vietnamese nigerian ghanaian ethiopian bengali latino hispanic
    latina uasc undocumented dyscalculia tourette ocd hiv cancer bulimia bulimic anorexia anorexic
    schizophrenic paraplegic diagnosis diagnosed
    """
PROTECTED_WORDS = frozenset(_PROTECTED.split())

PROTECTED_PHRASES = (
    "care leavers?",
    "leaving care",
    "left care",
    "in care",
    "looked after",
    "care experienced",
    "care system",
    "children.?s homes?",
    "foster care",
    "foster carers?",
    "foster famil(?:y|ies)",
    "mental health",
    "special needs",
    "learning difficult(?:y|ies)",
    "non binary",
    "asylum seekers?",
    "care (?:orders?|kids?|experience)",
    "kinship care",
    "through care",
    "my social workers?",
    "pathway plans?",
    "sexual orientation",
)
