"""Words that may be about danger. They decide one thing alone: whether numbers to call are shown beside the text.

Never a judgement, and nobody is told. A number shown for nothing harms nobody, and one that is missing may: so the
table is wide, and takes the misspelt, the dialects and what the young write.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Group:
    """`phrases` are words from their beginning on, whole where a full stop ends them; `…` is up to three words
    between. `parts` stand anywhere, within a word too."""

    why: str
    phrases: tuple[str, ...]
    parts: tuple[str, ...] = ()


def _each(*lines: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for line in lines for phrase in line.split("|"))


GROUPS = (
    Group(
        "may be thinking of taking their own life: 116 111 and 116 123 are answered day and night",
        _each(
            "ta livet … mitt. | ta mitt eget liv | tatt livet … mitt. | tok livet … sitt. | ta livet … sitt.",
            "ta livet av meg | ta livet av seg | ta sitt eget liv | tek livet av | tar livet av | tatt livet av",
            "tok livet av | teke livet av | ikke leve | ikkje leve | slutte å leve | meningsløst å leve",
            "ingen vits i å leve | verdt å leve | verd å leve | grunn til å leve | grunn til å ikke",
            "lei av livet | lei livet | leie av livet | livstrøtt | livslei | hater livet | hatar livet | vil dø.",
            "vill dø. | skal dø. | ville dø. | ønsker … dø. | ønskjer … dø. | ynskjer … dø. | lyst til å dø.",
            "lyst å dø. | få dø. | bare dø. | berre dø. | håper jeg dør | håpar eg døyr | var død. | vært død.",
            "vore daud | var daud | vil døy | døy. | vil daua | ikke fantes | ikkje fanst | ikke våkne",
            "ikkje vakne | ikke være her | ikkje vere her | ikke være her mer | vil bare forsvinne",
            "vil berre forsvinne | vil forsvinne | vil vekk herfra | bedre uten meg | betre utan meg",
            "gjøre slutt på | gjere slutt på | få slutt på alt | orker ikke … mer. | orker ikke … lenger",
            "orker ikke leve | orkar ikkje … meir. | orkar ikkje … lenger | klarer ikke … mer.",
            "klarer ikke … lenger | klarar ikkje … meir. | orke ikke … mer. | orka ikkje | æ orke ikke",
            "gir opp alt | gidder ikke leve | henge meg | hengte meg | henger meg | henge seg | hengt seg",
            "hengte seg | hoppe foran | hoppe framfor | hoppe fra | hoppe frå | hoppe ut | ta en overdose",
            "avskjedsbrev | siste brev | siste meldingen | kms. | kys. | unalive | kill myself | killing myself",
            "killed myself | kill yourself | kill himself | kill herself | end my life | ending my life",
            "end it all | ending it all | take my own life | take my life | want to die | wanna die | want die",
            "wish i was dead | wish i were dead | better off dead | rather be dead | want to disappear",
            "do not want to live | don t want to live | dont want to live | don t wanna live | dont wanna live",
            "not want to live | no reason to live | not worth living | want to be dead | hang myself",
            "can t go on | cant go on | can t take it any | cant take it any | tired of living | hate my life",
            "od.",
        ),
        _each("selvmord | selmord | sjølvmord | sjølmord | sjølmor | selvdrap | suicid | sewercide | ta selvm"),
    ),
    Group(
        "hurts themself, or may",
        _each(
            "kutte meg | kutter meg | kuttet meg | kutta meg | kuttar meg | kutt meg | kutte seg | kutter seg",
            "kuttet seg | kutta seg | kuttar seg | kutte … armen | kutta … armen | kutter … armen | skjære meg",
            "skjærer meg | skar meg | skjere meg | skjer meg | skjære seg | skjærer seg | skar seg | skåret",
            "risper | rispet | rispa | skade meg | skader meg | skadet meg | skada meg | skadar meg | skade seg",
            "skader seg | skadar seg | brenne meg | brenner meg | brent meg | slå meg selv | slår meg selv",
            "barberblad | sulter meg | sulte meg | cut myself | cutting myself | cuts myself | cutting",
            "hurt myself | hurting myself | harm myself | harming myself | self harm | burn myself",
            "starve myself | starving myself",
        ),
        _each("selvskad | sjølvskad | sjølskad | selfharm | selskad"),
    ),
    Group(
        "somebody may be killed, or says that they will",
        _each(
            "drep | drap | myrde | myrda | mord. | kverke | kverka | ta livet | ta knekken på | du er død",
            "er død hvis | er daud | skal få … bank | skal bli drept | true | trua | trusl | trussel | trug",
            "skyte | skyter | skutt | skot | skaut | skjøt | skyt | masseskyt | skoleskyt | terror | bombe",
            "bomba | sprenge | eksplo | kill | murder | shoot | shot. | shooting | threat | bomb | massacre",
            "massakre | unsafe | henrett | stikke ned | stikk ned | stukket | stukke | knivstukk | stab",
            "æresdrap",
        ),
        ("skoleskyting", "school shoot", "drapstrus", "dødstrus"),
    ),
    Group(
        "a weapon is named",
        _each(
            "pistol | revolver | gevær | rifle | hagle. | hagla. | øks | machete | balltre | jernrør | knokejern",
            "slåsshansk | slåsshanske | granat | syre. | pepperspray | elektrosjokk | elsjokk | luftgevær",
            "luftpistol | softgun | gun. | guns. | gunman | weapon | axe. | knives | bat. | brass knuckles",
            "acid. | blade",
        ),
        ("kniv", "knife", "våpen", "🔪", "🔫", "💣", "🪓", "🗡"),
    ),
    Group(
        "sexual violence, or somebody is pressed to it: 116 117 helps at once, and evidence does not keep",
        _each(
            "tvang meg | tvinge meg | tvinger meg | tvingar meg | tvunget | tvinga | tvungen | tvang ho",
            "tvang han | tatt på | tok på | tar på | ta på | teke på | tek på | tukle | beføl | klådd | klå på",
            "klår på | tafs | rørte ved meg | rørte meg | overgrep | overgriper | misbruk | incest | seksu",
            "sex. | sexpress | sexmot | naken | nude | dickpic | kle av | kledde av | kled av | tok av meg",
            "filmet meg | filmet oss | filma | hevnporno | deepfake | sugar | rape. | raped. | rapes. | rapist",
            "raping | molest | sexual | sex with | assault | touched me | touches me | touching me | touched my",
            "touch me | forced me | forces me | forcing me | grooming | groomed | groomer | abuse | abusing",
            "naked | undress",
        ),
        _each("voldt | valdt | voltek | voltatt | voldta | sextort | overgrep"),
    ),
    Group(
        "violence now, or before",
        _each(
            "slår | slo meg | slo … meg. | slo han | slo henne | slo ho | slått | slåss | slåst | slåing | slegen",
            "banke | banka | juling | julte | jule opp | jula opp | denge | dengte | dengt | spark | kvel",
            "strupe | halsgrep | mishandl | vold. | volden | voldelig | valdeleg | vald. | voldsom | angrep",
            "angrip | angrepet | overfall | overfalt | ran. | rane | rana | ranet | ransa | ranerne | nebbe",
            "skalle | skalla | klapsa | fiket | fika | lugget | kaste meg | kastet meg | gjør meg vondt",
            "gjer meg vondt | gjør vondt | skadet | skada | hit me | hits me | hitting me | beat me | beats me",
            "beating | beat up | beaten | jumped me | jump me | kicked | kicks me | punch | chok | strangl",
            "hurt me | hurts me | hurting me | slap | violen | attack | robbed | mugged | pushed me down",
        ),
        ("mishandl",),
    ),
    Group(
        "not safe at home, or cannot go there",
        _each(
            "redd for å | redd for at | redd … hjem | redd hjemme | redd heime | redd for pappa | redd for mamma",
            "redd for far | redd for mor | redd for ste | redd for bror | redd for han | redd for familie",
            "redd pappa | redd mamma | redd faren | redd moren | redd … pappa | redd … mamma | redd … far",
            "redd … mor | livredd | dødsredd | dødsens redd | skremt | livet mitt er i fare | i fare",
            "tør ikke … hjem | tør ikke … heim | tør ikkje … heim | torer ikkje | torar ikkje",
            "toler ikkje … heim | vågar ikkje … heim | våger ikke … hjem | vil ikke hjem | vil ikkje heim",
            "kan ikke … hjem. | kan ikkje … heim. | får ikke … hjem. | ikke trygg hjemme | ikkje trygg heime",
            "utrygg hjemme | utrygg heime | ikke trygt hjemme | ikkje trygt heime | pappa drikk | mamma drikk",
            "låst inne | låser meg | låste meg | låst meg | stengt inne | innesperr | sperret inne | kastet ut",
            "kasta ut | kaster meg ut | rømme | rømt | stikke av hjemmefra | sende meg til | sendes til",
            "sendt til hjemlandet | tvangs | tvinges til å gifte | gifte meg mot | giftes bort | kjønnslemlest",
            "omskj | omskåret | æresrel | ære. | scared to go | scared of going | afraid to go | afraid of going",
            "afraid of my | scared of my | not safe at home | unsafe at home | scared at home | forced marriage",
            "forced to marry | marry me off | honour | honor | locked in | locked me | lock me | ran away",
            "run away | running away | threw me out | kicked me out | kick me out | genital",
        ),
        ("tvangsgift", "tvangsekteskap"),
    ),
    Group(
        "a body that is in danger: poison, an overdose, somebody who does not wake up",
        _each(
            "forgift | for mange piller | mange tabletter | tatt piller | tok piller | svelgde | svelget",
            "svelgja | besvim | svima | bevisstløs | medvitslaus | medvitsløs | puster ikke | pustar ikkje",
            "får ikke puste | får ikkje puste | blør | blødde | bløder | unconscious | passed out | fainted",
            "breathe | not breathing | bleed | poison | took pills | too many pills",
        ),
        ("overdose",),
    ),
    Group(
        "somebody is pressed for something",
        _each(
            "utpress | press meg | presser meg | pressa meg | pressar meg | presset meg | blackmail | extort",
            "tving",
        ),
    ),
)  # fmt: skip

_SPELT = str.maketrans({"å": "a", "ø": "o", "ö": "o", "æ": "e", "ä": "a", "_": " ", "\u00ad": None, "\u200b": None})
_AS_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_TWICE = re.compile(r"(\w)\1+")


def plain(text: str) -> str:
    """Words as they are compared: small letters, å as a and aa, and every letter once however often it was pressed."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SPELT).replace("oe", "o").replace("ae", "e")
    return _TWICE.sub(r"\1", folded)


def are_in(text: str) -> bool:
    """Whether any of the words stands in the text."""
    found = _plainer(text)
    return any(part in found for part in _parts()) or _phrases().search(found) is not None


def _plainer(text: str) -> str:
    """Figures that stand for letters are those letters."""
    return plain(text.translate(_AS_LETTERS))


@cache
def _parts() -> tuple[str, ...]:
    return tuple(_plainer(part) for group in GROUPS for part in group.parts)


@cache
def _phrases() -> re.Pattern[str]:
    """Made when somebody first writes something, not at the start."""
    every = dict.fromkeys(phrase for group in GROUPS for phrase in group.phrases)
    return re.compile(rf"\b(?:{'|'.join(map(_pattern, every))})")


def _pattern(phrase: str) -> str:
    return r"\W+".join(_word(word) for word in phrase.split()).replace(r"…\W+", r"(?:\w+\W+){0,3}")


def _word(word: str) -> str:
    if word == "…":
        return word
    return rf"{_plainer(word[:-1])}\b" if word.endswith(".") else rf"{_plainer(word)}\w*"
