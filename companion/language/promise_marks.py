"""The phrases that say of a day near them whether it is promised. A table; the rules are beside.

A phrase is one to four words; the longest counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Mark(Enum):
    """What a phrase says of a day near it."""

    WILL = "will"
    """Somebody is going to do something."""
    DOES = "does"
    """It is as good as done: "it lands on friday". Weaker than what is said before it."""
    IS = "is"
    """It is there, or so: it only ends what was said before it."""
    PAST = "past"
    ASKED = "asked"
    REFUSED = "refused"
    THEIRS = "theirs"
    """The customer's own plans, or what they told."""
    NO_DEED = "no deed"
    """Opening hours, somebody's absence, the weather, good wishes."""
    USUAL = "usual"
    """What is done as a rule, for everybody."""
    CONDITION = "condition"
    NEUTRAL = "neutral"
    """Looks like one of the above, and says nothing."""


_LINES: Mapping[Mark, tuple[str, ...]] = {
    Mark.WILL: (
        "will|shall|gonna|going to|let me|can|see you|found you|got you|i've found|we've found",
        "speak to you|talk to you|i promise|my word|guarantee|expect|you get",
        "should be|should have it|should see|should get|should hear|should land|should arrive",
        "should reach|should have your|should have the|should have a|should have them",
        "ought to be|be with you|to be with you",
        "look out for|consider",
    ),
    Mark.DOES: (
        "goes|go out|lands|arrives|comes|ships|leaves|reaches|starts|ends|finishes|kicks in|clears",
        "takes effect|calls you|rings you|phones you|calls back|rings back|begins|renews",
        "no later than|at the latest|as of|with effect from|effective|looking at|pencilled|diary",
        "on its way|on his way|on her way|on their way|calendar|stops",
        "shows on your|shows up on|shows up in|appears on|appears in|we close the|we close your",
        "we close this|we close it|deadline of|so that|in for|hits your|drops off your|comes off",
    ),
    Mark.PAST: (
        "was|were|wasn't|weren't|had|hadn't|did|didn't|been|since|ago|originally|back in",
        "already|haven't|hasn't|should have|should've|could have|could've|would have",
        "would've|supposed|meant to|has gone|have gone|it says|it says here|shows|show here",
        "can see|can hear|can imagine|can believe|can tell|can understand|do see|i see",
        "system says|screen says|dated",
    ),
    Mark.ASKED: (
        "did you|do you|does it|does that|does he|does she|do they|have you|has it|has he|has she",
        "are you|are they|is it|is that|is he|is she|is there|can i|can we|can you|could i",
        "could we|could you|could|would|shall i|shall we|will i|will you|will we|would you|may i",
        "should i|should we|might|how about|what about|whether|wondering|wonder|how's|what's",
        "next slot|next slot's|next available|can help|can assist|help you|assist you",
        "help with|assist with|i'd like|i'd love",
        "can offer|could offer|perhaps|maybe|possibly|tell me|were you|was it|was that|had you",
        "have they|would it|is your|are your|was your|does your|did your|i need you",
        "i'd need|we'd need|we need you|need your",
    ),
    Mark.REFUSED: (
        "can't|cannot|can not|couldn't|ain't|won't|wouldn't|don't|doesn't|isn't|aren't|not|never",
        "no|nothing|nobody|none|unable|neither|nor|no one|is full|are full|fully booked|booked up",
        "booked solid|sold out|impossible|instead of|rather than|refuse|hate|not going to",
        "not gonna|no good",
    ),
    Mark.THEIRS: (
        "you need|you needed|you want|you wanted|you've until|you have until|you've got until",
        "you have till|you've till|you've got till|for your|i know|i realise|i realize|i gather",
        "i understand|i appreciate|i see that|it has to|it needs|you have to",
        "it must|you must|you hoped",
    ),
    Mark.NO_DEED: (
        "we're open|we are open|open from|open on|open until|open till|are open|is open|we open",
        "we close|we're closed|we are closed|is closed|are closed|is shut|are shut|we're shut",
        "opening hours|opening times|hours are|the sale|the offer|that offer|valid",
        "rate is|rates are|tariff|weekend rate|expires|working days are|business hours",
        "on leave|on holiday|day off|i'm off|she's off|he's off|i'm away|she's away|he's away",
        "we're off|busy|busiest|short staffed|swamped|happy|merry|enjoy|have a lovely|any time",
        "have a good|have a great|have a nice|have a wonderful|have a merry|roll on|anytime",
        "lovely christmas|is another day|thank god|thank goodness|bad for a|good for a|thanks for",
        "thank you for|break a leg|good luck|best of luck|have fun|safe travels|safe journey",
        "i hope|on strike|strike's|closed|shut|breaks up|price goes up|prices go up",
        "rent goes up|premium goes up",
    ),
    Mark.USUAL: (
        "normally|usually|typically|generally|as a rule|policy|the terms|terms and conditions",
        "always",
    ),
    Mark.IS: ("it is|they are|he is|she is|that is|it's|that's",),
    Mark.CONDITION: ("if|unless|in case|should it not|supposing|provided",),
    Mark.NEUTRAL: (
        "no drama|no dramas|no sweat|no stress",
        "no problem|no problem at all|no worries|no bother|no trouble|no charge|no cost|no fee",
        "no doubt|not a problem|not to worry|don't worry|don't you worry|can't wait|left with",
        "got to|have got|i've got|you've got|we've got|he's got|she's got|not a penny|no extra",
        "at no|no ifs|without fail|if you like|if that helps|if that's okay|if that suits",
        "if you want|if it suits|if you wish|if needs be|if need be|if all goes well",
        "a no|a yes|did i say|i meant|if possible|if that works|when you're|not later than",
        "never mind",
    ),
}

MARKS: Mapping[tuple[str, ...], Mark] = {
    tuple(phrase.split()): mark
    for mark, lines in _LINES.items()
    for phrase in "|".join(lines).split("|")
}
LONGEST = max(map(len, MARKS))

OWN_EVENTS = frozenset(
    "flight trip holiday holidays wedding birthday party move exam exams interview operation "
    "surgery funeral event honeymoon anniversary guests cruise journey vacation tour shift match "
    "concert graduation christening baby invitation".split()
)
"""With "your" or "the": what the customer has before them."""

ARRANGED = frozenset(
    "booked scheduled arranged pencilled penciled reserved confirmed planned set moved rescheduled "
    "rebooked cancelled canceled extended postponed pushed logged slotted allocated earmarked "
    "fixed lined slated diarised flagged prioritised authorised approved upgraded paused "
    "frozen suspended stopped waived put changed switched".split()
)
"""Done now for a day to come: "i've booked you in for thursday"."""

ASKED_TO = frozenset("asked told got instructed arranged set reminded requested".split())
"""With "to" it is ahead: "i've asked her to ring you monday"."""

SIMPLE_PAST = frozenset(
    "went came took gave rang spoke saw fell broke wrote knew ran woke wore flew drove ate began "
    "chose drew grew hid rode rose threw".split()
)

PARTICIPLES = frozenset(
    "done gone known seen taken given written spoken broken chosen driven fallen forgotten gotten "
    "rung become begun eaten frozen grown hidden shown stolen thrown worn sent paid made told said "
    "held kept brought laid sold heard led sat stood won met left got bought thought found lost "
    "lay felt caught taught built".split()
)
"""Past by themselves and behind "have"; ahead behind "be" and in "have it done"."""

NO_PAST = frozenset(
    "need indeed speed feed hundred tired worried naked sacred wicked exceed proceed succeed "
    "united unlimited limited detailed ashamed embarrassed".split()
)
"""They end like a past form, and are none."""

DETERMINERS = frozenset("a an the your my our his her their".split())

OBJECTS = frozenset("it that them him her you this everything both yours these those".split())

NEARBY = frozenset("there with in at on out over down up back due yours here outside ready".split())
"""Behind "he's" or "is": somebody or something is to be there."""

QUESTION_WORDS = frozenset("why when which what where who how".split())
TAG_QUESTIONS = frozenset(
    {
        "won't you",
        "aren't you",
        "don't you",
        "isn't it",
        "wasn't it",
        "is it",
        "didn't you",
        "was it",
    }
)
"""Right behind a day: the agent asks whether it is so."""

AUXILIARIES = frozenset(
    "did do does is are was were would will can could have has had shall should may might am isn't "
    "didn't don't doesn't".split()
)

CLAUSE_STARTS = frozenset(
    "and but so because cos cause while though although plus or otherwise".split()
)

RECEIVES = frozenset(
    "have get see hear receive collect pick come pop be are booked down in confirmed set all "
    "scheduled getting expecting first next on got due should just also can then still may".split()
)
"""What the customer does in a promise to them; anything else is their own affair."""

BEFORE_A_SUBJECT = CLAUSE_STARTS | frozenset(
    "before when since as after until till if that now well yes right okay then sorry sir madam "
    "know see says said once where what".split()
)
"""Words after which "you" acts; after others something is done to it."""
