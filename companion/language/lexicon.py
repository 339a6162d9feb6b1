"""The small closed classes of English that carry structure: pronouns, helpers, negators."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ME = _words("i we")
MINE = _words("my our")
THEM = _words("he she they")
YOURS = _words("your")
OTHERS = _words("his her their the a an this that these those some another every each any")
THING = _words("it this that there these those which what everything something nothing")
SUBJECTS = ME | THEM
NOBODY = _words("nobody no-one none neither nor")

BE = _words("am is are was were be been being")
MODALS = _words("will shall would should could can may might must ought")
HELPERS = BE | MODALS | _words("do does did have has had")

NEGATORS = _words("not never no nobody nothing neither nor without hardly nowhere none barely")
COORDINATORS = _words("and but or so then plus otherwise else because")
SUBORDINATORS = _words("if unless until when while although though whereas once")
CONDITIONS = _words("if unless until otherwise else")
QUESTION_WORDS = _words("what who where when why how which whose whom")
INTERJECTIONS = _words(
    "well look listen right ok yes oh please sorry thanks anyway alright fine great wow hey hello "
    "hi bye congratulations bravo"
)
PREPOSITIONS = _words(
    "to of in on with at for from by about into onto over under after before through against "
    "without between off up down out"
)
SPEECH = _words(
    "say tell shout yell scream reckon ask threaten warn mutter insist suggest advise swear bark "
    "whisper joke announce think"
)
"""Stems of verbs behind which somebody's words follow."""

COMMON_VERBS = _words(
    "lost lied told said took charged promised sent cancelled broke stole owe made gave want need "
    "got keep kept think know call called ring rang had hung put left let get did ruined refused "
    "ignored treat treated failed cost overcharged sold robbed messed screwed seem never always "
    "only still just people lot guys fix fixed send give refund better"
)
"""Words after "you" that make it a subject."""
