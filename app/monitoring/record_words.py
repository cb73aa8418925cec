"""The sentences of the transparency record; whatever may change is put in from the facts of today."""

from __future__ import annotations

from app.filters import listing, long_date
from app.monitoring.facts import Facts

Lines = list[str]


def name(facts: Facts) -> Lines:
    return ["Unlocking Opportunities: suggestions for work placements"]


def description(facts: Facts) -> Lines:
    return [
        "A tool that suggests kinds of work, and offers of work experience, training and jobs, to "
        "young people aged 16 to 25 who are leaving care, and says why it suggests each.",
        "It is used so that every offer a young person could take is seen by their personal "
        "advisor, and so that nobody is forgotten. It suggests; people decide, always.",
    ]


def detail(facts: Facts) -> Lines:
    return [
        f"First {len(facts.rules)} hard rules are asked of every pair of a young person and an "
        "offer. A rule that says no takes the offer off the list and is shown with its reason. "
        "Where something is not known, the rule says so and takes nothing off, unless the law "
        "needs the answer: without agreement to matching, or not marked as ready, there is no list.",
        f"What is left gets a score: the sum of {len(facts.model.given)} parts that look at what "
        "the young person said and what the offer says. Each part is a weight, never below "
        "nought, times how well that part fits. The parts shown add up to the score exactly.",
        "A part that is not known counts for nothing either way. Where too little is known of a "
        "pair there is no score, only something to ask about.",
        "A second, smaller model reads words (an advert, somebody’s own words about work) and "
        "says which kinds of work they speak of.",
    ]


def scope(facts: Facts) -> Lines:
    return [
        "Suggests offers to young people who agreed to it, and to their advisors. It does not "
        "decide who is introduced, interviewed, placed or paid, it does not rank young people for "
        "employers, and it sends nothing to anybody.",
        "It is not used for guaranteed interviews, for support, for benefits or for any "
        "assessment of a young person.",
    ]


def benefit(facts: Facts) -> Lines:
    return [
        "Every live offer is looked at for every young person, also those few people know of.",
        "Each suggestion comes with its reasons, so that a young person and an advisor can "
        "disagree with it. What was left out is listed with the rule that did it.",
    ]


def previous_process(facts: Facts) -> Lines:
    return ["The way in was one officer’s phone number, and what that officer happened to know."]


def alternatives(facts: Facts) -> Lines:
    return [
        "A list that people search by themselves: kept beside the suggestions, since it helps "
        "those who know what to look for.",
        "A model that learns everything from past outcomes: refused, since outcomes are few, its "
        "reasons could not be shown as parts that add up, and it would repeat past choices.",
        "A large language model: refused, for the same reasons and since personal data would "
        "have to leave the Council’s system.",
    ]


def integration(facts: Facts) -> Lines:
    return [
        "The list is one part of a personal advisor’s page for a young person. The advisor talks "
        "it through with the young person, puts offers on a shortlist, puts them aside with a "
        "reason, or adds one the tool did not suggest. The young person says yes, not now or no. "
        "Only then, and with agreement for that one employer, is anybody introduced.",
    ]


def provided(facts: Facts) -> Lines:
    return [
        "For each suggestion: a band (strong, good, possible, or only to ask about), reasons for "
        "and against, what is not known, and how much each part counted. For everything "
        "else that is open: every rule that said no.",
        "Young people see reasons in plain words and no scores.",
    ]


def scale(facts: Facts) -> Lines:
    lines = ["Every night for everybody, and within seconds after a record or an offer changes."]
    if facts.people is None or facts.offers is None:
        return [*lines, "How many it is used for is said after its first full month."]
    count = f"{facts.people.words} young people and {facts.offers.words} offers"
    return [*lines, f"In the last run of the last full month: {count}."]


def human_review(facts: Facts) -> Lines:
    lines = [
        "Nothing happens to a young person because of a suggestion alone. An advisor has the "
        "authority, the reasons and the means to decide otherwise, and nothing is hidden from them.",
        "Decisions that differ from the tool’s order are counted, by band and by team. If nearly "
        "none differ, the coordinator is told to ask whether anybody still decides.",
    ]
    until = long_date(facts.uptake.until)
    for what, figure in facts.uptake.steps:
        lines.append(f"{what}, up to {until}: {figure.words}.")
    lines.append(
        f"Decisions that differ from the tool’s order, up to {until}: {facts.uptake.differing.words}."
    )
    return lines


def appeals(facts: Facts) -> Lines:
    contact = facts.contact
    return [
        "A young person can ask their advisor, disagree with any suggestion, have a record "
        "corrected, or stop being matched at any time; it stops at once.",
        f"Anybody can write to {contact['name']}, {contact['email']}, and can complain to the "
        "Information Commissioner’s Office.",
    ]


def architecture(facts: Facts) -> Lines:
    return [
        "A Python library without any connection to the web or to other systems; it is given "
        "plain facts and gives back lists with reasons. The Council’s application asks it, keeps "
        "its lists in the Council’s database, and shows them to people by their role.",
        "Each run keeps its version, weights, settings and digests of what it was given, so that "
        "a list can be made again to the last byte.",
    ]


def maintenance(facts: Facts) -> Lines:
    return [
        "Figures of coverage, decisions, exposure and groups are kept every night and looked at "
        "by the coordinator. Automatic tests run with every change of the code.",
        "New weights come into use only when they do better on outcomes that were held back, and "
        "one command goes back to the weights before.",
    ]


def models(facts: Facts) -> Lines:
    return ["Ranking of offers.", "Kinds of work from words."]


def model_name(facts: Facts) -> Lines:
    return ["Ranking: Unlocking Opportunities matching.", "Words: sectors from words."]


def model_version(facts: Facts) -> Lines:
    model, since = facts.model, "not used yet"
    if facts.model.since:
        since = f"used since {long_date(facts.model.since)}"
    return [
        f"Ranking: version {model.version}, weights “{model.origin}” {model.digest}, {since}.",
        f"Words: version {facts.tested.version} {facts.tested.digest}.",
    ]


def model_task(facts: Facts) -> Lines:
    return [
        "Ranking: put the offers a young person could take into an order, with reasons.",
        "Words: say which kinds of work a text speaks of, and how likely.",
    ]


def model_input(facts: Facts) -> Lines:
    return [f"{line.words}." for line in facts.inputs.looked_at]


def model_output(facts: Facts) -> Lines:
    return [
        "Ranking: a list of offers, each with its place, band, score, how much was known, and its "
        "parts; or the rules that left nothing.",
        "Words: kinds of work with their chances, and the words that spoke for them.",
    ]


def rules(facts: Facts) -> Lines:
    return [f"{rule.name}: {rule.words}" for rule in facts.rules]


def weights(facts: Facts) -> Lines:
    return [
        f"{term.label}: {term.weight:g} ({term.strength}). {term.looks_at}"
        for term in facts.model.given
    ]


def options(facts: Facts) -> Lines:
    lines = [f"{row.label}: {row.value}, since {long_date(row.since)}." for row in facts.settings]
    plain = (int, float, str)
    for key, value in sorted(facts.model.options.items()):
        if isinstance(value, plain) and key not in {"top", "floor"}:
            lines.append(f"{key.replace('_', ' ').capitalize()}: {value}.")
    return lines


def performance(facts: Facts) -> Lines:
    tested = facts.tested
    return [
        f"Words: of {tested.phrases} phrases that were held back from learning, the right kind of "
        f"work came first for {tested.first} in 100 and among the first three for "
        f"{tested.in_three} in 100; calibration error {tested.calibration_error:g}.",
        "Ranking: rules and parts are tested against a plain second version of themselves on "
        "many invented pairs; it is held against other methods on public data sets.",
    ]


def datasets(facts: Facts) -> Lines:
    return [
        "Words: learnt from open sets and own phrases, "
        f"{listing(facts.tested.sources)}; tested on phrases of our own that were held back.",
        "Ranking: starts from weights the Council set; learns from confirmed outcomes alone.",
    ]


def source_data(facts: Facts) -> Lines:
    return ["The Council’s records of young people who agreed to it, and employers’ offers."]


def modality(facts: Facts) -> Lines:
    return ["Tables, and short texts in English."]


def data_description(facts: Facts) -> Lines:
    return [
        "What a young person and their advisor wrote down about work, and what employers wrote "
        "about what they offer; the list under “Model input”. Words that say who somebody is are "
        "taken out of texts before anything is made of them.",
    ]


def quantities(facts: Facts) -> Lines:
    if facts.people is None or facts.offers is None:
        return ["Said after the first full month."]
    return [f"{facts.people.words.capitalize()} young people; {facts.offers.words} offers."]


def sensitive(facts: Facts) -> Lines:
    return [
        f"Never used: {listing([word.lower() for word in facts.inputs.protected])}.",
        "On record but kept back from the tool: "
        f"{listing([word[0].lower() + word[1:] for word in facts.inputs.kept_back])}.",
        "A test changes each of these for many people and finds every score unchanged, exactly.",
        f"Used to watch the tool, never by it: {listing([each.lower() for each in facts.watched])}.",
        "Not recorded, so whether they make a difference cannot be checked here: "
        f"{listing([each.lower() for each in facts.not_recorded])}.",
    ]


def completeness(facts: Facts) -> Lines:
    return [
        "It covers those who agreed and are marked as ready. Records are as full as people chose "
        "to make them; how much is known of each pair is measured and shown, and what is not "
        "known counts for nothing.",
    ]


def collection(facts: Facts) -> Lines:
    return [
        "Written down for this purpose by advisors with young people, and by employers. No data "
        "is bought, and none is taken from elsewhere.",
    ]


def cleaning(facts: Facts) -> Lines:
    return [
        "Postcodes are looked up; only the first half is kept for a young person. Empty answers "
        "stay unknown and are never guessed.",
    ]


def access(facts: Facts) -> Lines:
    return [
        "Advisors see their own young people, managers their team, the coordinator figures and a "
        "record only with a reason. Each time a record is read it is written down. An employer "
        "sees nobody before that young person agreed to that employer.",
    ]


def risks(facts: Facts) -> Lines:
    return [
        "People agree with everything: decisions that differ are counted and looked at.",
        "A group is shown less: exposure, places and outcomes are compared by "
        f"{listing([each.lower() for each in facts.watched])}, with intervals.",
        "Somebody is recognised in a figure: counts under 10 are not shown by group, and what is "
        "published is rounded, stops at the end of last month, and hides small counts.",
        "Too little is known of somebody: it is shown as not known, and asked about.",
        "Few employers get all the attention: how unevenly offers are seen is measured.",
        "One person bends what is learnt: what one person taught is capped, and new weights must "
        "do better on outcomes that were held back.",
        "Words give away who somebody is: such words are taken out, in any number and spelling "
        "that the list knows; a list can miss some.",
    ]


def function(facts: Facts) -> Lines:
    return ["Employment and training; support of young people leaving care"]


def last_change(facts: Facts) -> Lines:
    return [long_date(facts.model.since) if facts.model.since else "No list was published yet"]


def last_setting(facts: Facts) -> Lines:
    return [long_date(facts.last_setting) if facts.last_setting else "None"]


def generated(facts: Facts) -> Lines:
    return [long_date(facts.today)]


# These say the same whatever stands; everything else is made from the engine and its settings.
FIXED = frozenset(
    {
        name, description, scope, benefit, previous_process, alternatives, integration, provided,
        architecture, maintenance, models, model_name, model_task, model_output, source_data,
        modality, data_description, completeness, collection, cleaning, access, function,
    }
)  # fmt: skip
