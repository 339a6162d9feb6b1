"""Tables of normal forms: contractions, dialect and spelling, in the words recognisers write."""

from __future__ import annotations

_IS = "i'm=i am|it's=it is|that's=that is|there's=there is|here's=here is|he's=he is|she's=she is"
_WH = "what's=what is|who's=who is|where's=where is|when's=when is|how's=how is|why's=why is"
_BODY = "everyone's=everyone is|everybody's=everybody is|someone's=someone is|one's=one is"
_NOBODY = "nobody's=nobody is|somebody's=somebody is|nothing's=nothing is|this'll=this will"
_NOT = (
    "can't=can not|cannot=can not|won't=will not|shan't=shall not|ain't=is not|don't=do not|"
    "innit=is not it|amn't=am not"
)
_SPOKEN = (
    "gonna=going to|gotta=have to|wanna=want to|hafta=have to|oughta=ought to|tryna=trying to|"
    "lemme=let me|gimme=give me|dunno=do not know|kinda=kind of|sorta=sort of|outta=out of|"
    "imma=i am going to|i'ma=i am going to|ima=i am going to|finna=going to|whatcha=what you|"
    "gotcha=got you|betcha=bet you|y'all=you all|y'all're=you all are|yous=you|youse=you|"
    "yiz=you|ye=you|ya=you|yer=your|yez=you|yinz=you|thou=you|thee=you|em=them|'em=them|"
    "cos=because|cause=because|coz=because|cuz=because|'cause=because|bout=about|til=until|"
    "till=until|let's=let us|c'mon=come on|coulda=could have|shoulda=should have|"
    "woulda=would have|musta=must have|mustn't=must not|needn't=need not|d'you=do you|"
    "d'ya=do you|okay=ok|yeah=yes|yep=yes|yup=yes|aye=yes|nah=no|nope=no|mom=mum|mommy=mum|"
    "mam=mum|ma'am=madam|e-mail=email|thru=through|tonite=tonight|nite=night|"
    "useta=used to|alright=all right|meself=myself|meant'a=meant to|'tis=it is|tis=it is|"
    "amnt=am not|dont=do not|cant=can not|wont=will not|didnt=did not|isnt=is not"
)
_ENDINGS = {"n't": ("not",), "'ll": ("will",), "'ve": ("have",), "'re": ("are",), "'d": ("would",)}

CONTRACTIONS: dict[str, tuple[str, ...]] = {
    short: tuple(full.split())
    for short, _, full in (
        pair.partition("=")
        for pair in "|".join((_IS, _WH, _BODY, _NOBODY, _NOT, _SPOKEN)).split("|")
    )
}

# American -> British where no ending tells; -ize and -ization are handled by rule.
_SPELLING = (
    "behavior=behaviour favor=favour honor=honour labor=labour neighbor=neighbour harbor=harbour "
    "rumor=rumour humor=humour color=colour odor=odour vapor=vapour parlor=parlour armor=armour "
    "center=centre meter=metre theater=theatre fiber=fibre liter=litre caliber=calibre "
    "catalog=catalogue dialog=dialogue defense=defence offense=offence license=licence "
    "jewelry=jewellery gray=grey tire=tyre plow=plough pajamas=pyjamas skeptical=sceptical "
    "fulfill=fulfil enroll=enrol judgment=judgement program=programme checkbook=chequebook "
    "canceled=cancelled canceling=cancelling traveling=travelling traveled=travelled "
    "labeled=labelled modeled=modelled totaled=totalled ass=arse asshole=arsehole "
    "assholes=arseholes dumbass=dumbarse jackass=jackarse asses=arses mould=mold"
)
SPELLING: dict[str, str] = {
    american: british for american, _, british in (p.partition("=") for p in _SPELLING.split())
}
_OUR = tuple(word for word in SPELLING if word.endswith("or"))

# Irregular forms -> the form a pattern is written in.
_IRREGULAR = (
    "go:goes,going,went,gone tell:told,tells,telling say:said,says,saying get:got,gotten,gets "
    "take:took,taken,taking give:gave,given,giving write:wrote,written,writing send:sent "
    "speak:spoke,spoken leave:left,leaving lose:lost,losing pay:paid,pays make:made,making "
    "bring:brought break:broke,broken,breaking beat:beaten,beating shoot:shot,shooting "
    "sue:sued,sues,suing steal:stole,stolen,stealing lie:lied,lies,lying die:died,dies,dying "
    "think:thought know:knew,known hear:heard hang:hung throw:threw,thrown find:found "
    "feel:felt,feels meet:met run:ran,running see:saw,seen sell:sold stand:stood "
    "come:came,coming do:did,done,does,doing have:has,had,having keep:kept buy:bought "
    "catch:caught fight:fought teach:taught understand:understood begin:began,begun "
    "drive:drove,driven,driving fall:fell,fallen forget:forgot,forgotten hold:held "
    "ring:rang,rung rise:rose,risen wake:woke,woken swear:swore,sworn stick:stuck "
    "burn:burnt,burned slap:slapped strike:struck tear:tore,torn drown:drowned sink:sunk,sank "
    "use:used,using,uses post:posted,posting,posts promise:promised,promising spend:spent "
    "sleep:slept mean:meant show:shown,showed choose:chose,chosen deal:dealt cut:cutting "
    "put:putting bite:bit,bitten hit:hitting sit:sat,sitting hide:hid,hidden win:won "
    "bleed:bled stab:stabbed rob:robbed,robbing blow:blew,blown freeze:froze,frozen "
    "be:being,been,is,am,are,was,were "
    "shake:shook,shaken drink:drank,drunk eat:ate,eaten build:built wear:wore,worn grow:grew"
)
LEMMAS: dict[str, str] = {
    form: lemma
    for lemma, _, forms in (entry.partition(":") for entry in _IRREGULAR.split())
    for form in (lemma, *forms.split(","))
}


def expanded(word: str) -> tuple[str, ...]:
    """The full words behind one spoken word: "i'll" -> ("i", "will"); most words stand alone.

    A possessive or shortened "is" after a noun is kept apart as "'s".
    """
    if word in CONTRACTIONS:
        return CONTRACTIONS[word]
    if "'" not in word:
        return (british(word),)
    for ending, tail in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and stem:
            return (*expanded(stem), *tail)
    if word.endswith("'s") and len(word) > 2:
        return (*expanded(word[:-2]), "'s")
    return (british(word.rstrip("'")) or word,)


def british(word: str) -> str:
    """One spelling for both sides of the Atlantic: "canceled" -> "cancelled"."""
    if word in SPELLING:
        return SPELLING[word]
    for ending in ("ize", "ized", "izes", "izing", "izer", "ization", "izations"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)] + "is" + ending[2:]
    for american in _OUR:
        if word.startswith(american) and not word.startswith(american[:-1] + "u"):
            return american[:-2] + "our" + word[len(american) :]
    return word
