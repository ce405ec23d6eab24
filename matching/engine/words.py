"""The closed word lists that both sides of a match are read with."""

DISFLUENCIES = frozenset(
    {
        *("um", "umm", "ummm", "uhm", "uh", "uhh", "uhhh", "er", "err", "erm", "ehm"),
        *("hm", "hmm", "hmmm", "mm", "mmm", "ah", "ahh", "eh"),
    }
)
"""Sounds that carry no meaning whatever stands around them."""

DISFLUENT_PHRASES = (("you", "know"), ("i", "mean"))
"""Said in passing, unless the word before or after makes them part of the sentence."""

DISFLUENT_STARTS = DISFLUENCIES | {phrase[0] for phrase in DISFLUENT_PHRASES}

PHRASE_KEEPERS = frozenset(
    {"do", "did", "does", "if", "let", "as", "that", "so", "to", "should", "would", "when"}
)

QUESTION_WORDS = frozenset(
    {"who", "whom", "whose", "what", "when", "where", "why", "which", "how", "much", "many"}
)
NEGATIONS = frozenset({"no", "not", "never", "none", "nothing", "nobody", "without", "nor"})
ANSWERS = frozenset({"yes", "yeah", "yep", "yup", "no", "nope", "nah", "correct", "sure", "huh"})
TIMES = frozenset(
    {
        *("now", "today", "tonight", "tomorrow", "yesterday", "soon", "later", "morning"),
        *("afternoon", "evening", "night", "noon", "midnight", "weekend", "week", "am", "pm"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    }
)
URGENT = frozenset(
    {
        *("emergency", "urgent", "urgently", "asap", "immediately", "help", "hurry", "danger"),
        *("gas", "carbon", "monoxide", "co", "propane", "smell", "leak", "leaking", "fire"),
        *("smoke", "smoking", "burning", "flames", "flood", "flooding", "flooded", "water"),
        *("burst", "spark", "sparks", "sparking", "shock", "shocked", "electrocuted", "hurt"),
        *("injured", "bleeding", "trapped", "911", "ambulance", "explosion"),
    }
)
PHRASE_KEEPERS_AFTER = QUESTION_WORDS | {"if", "about", "any"}

PROTECTED = QUESTION_WORDS | NEGATIONS | ANSWERS | TIMES | URGENT
"""No company's filler word ever takes one of these out of an utterance."""

FUNCTION_WORDS = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "some", "any", "all", "there"),
        *("i", "me", "my", "mine", "you", "your", "yours", "he", "him", "his", "she", "her"),
        *("it", "its", "we", "us", "our", "ours", "they", "them", "their", "one", "someone"),
        *("is", "am", "are", "was", "were", "be", "been", "being", "do", "does", "did", "done"),
        *("have", "has", "had", "having", "will", "would", "shall", "should", "can", "could"),
        *("may", "might", "must", "let", "get", "got", "getting", "going", "go"),
        *("want", "wanted", "need", "needed", "like", "know", "tell", "please", "thing"),
        *("to", "of", "in", "on", "at", "for", "from", "by", "with", "about", "into", "up"),
        *("out", "as", "than", "and", "or", "but", "if", "so", "because", "then", "just"),
        *("also", "too", "very", "really", "well", "okay", "ok", "hi", "hey", "hello", "yes"),
        *("yeah", "here", "today", "now", "right", "actually", "maybe", "again", "still"),
    }
)
"""Words that say little about what is wanted; they weigh a fraction of the others."""
