"""What is kept of somebody who tells, and where: the promise, as one table.

People read it on the privacy page; the tests search everything the process leaves behind for what it does not allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.text import Text


class Mode(StrEnum):
    """The ways in which somebody can tell, and come back."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    UNNAMED = "unnamed"
    PAGE_NAMED = "page_named"
    WISH = "wish"
    CODE = "code"


ON_PAGE = frozenset({Mode.UNNAMED, Mode.PAGE_NAMED})  # where the school has an open page


class What(StrEnum):
    WHO = "who"
    WORDS = "words"
    USE = "use"
    WHEN = "when"
    ADDRESS = "address"
    CODE = "code"


class Where(StrEnum):
    """Every place there is. The technical log is none: nothing of a person is ever written there."""

    REPORT = "report"
    APART = "apart"
    WISH = "wish"
    DRAFT = "draft"
    CODES = "codes"
    REACH = "reach"
    AUDIT = "audit"
    OUTBOX = "outbox"
    CHAT = "chat"
    TEAMS = "teams"
    NETWORK = "network"


NOWHERE: frozenset[Where] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """In which places, and what is said of it in one sentence."""

    places: frozenset[Where]
    says: Text


MODE_WORDS: Mapping[Mode, Text] = {
    Mode.NAMED: Text("I Teams, med navnet ditt", "I Teams, med namnet ditt", "In Teams, with your name"),
    Mode.CONFIDENTIAL: Text(
        "I Teams, når navnet ditt holdes skjult",
        "I Teams, når namnet ditt blir halde skjult",
        "In Teams, when your name is held back",
    ),
    Mode.UNNAMED: Text(
        "På den åpne siden, uten navn", "På den opne sida, utan namn", "On the open page, without a name"
    ),
    Mode.PAGE_NAMED: Text("På den åpne siden, med navn", "På den opne sida, med namn", "On the open page, with a name"),
    Mode.WISH: Text(
        "Når du bare ønsker en samtale", "Når du berre ønskjer ein samtale", "When you only wish for a talk"
    ),
    Mode.CODE: Text("Når du kommer tilbake med koden", "Når du kjem tilbake med koden", "When you use your code"),
}

WHAT_WORDS: Mapping[What, Text] = {
    What.WHO: Text("Hvem du er", "Kven du er", "Who you are"),
    What.WORDS: Text("Det du skriver", "Det du skriv", "What you write"),
    What.USE: Text("At du har brukt Varsle", "At du har brukt Varsle", "That you have used Varsle"),
    What.WHEN: Text("Når det var", "Når det var", "When it was"),
    What.ADDRESS: Text("Hvor du sendte fra", "Kvar du sende frå", "Where you sent from"),
    What.CODE: Text("Koden", "Koden", "The code"),
}

WHERE_WORDS: Mapping[Where, Text] = {
    Where.REPORT: Text("i meldingen og saken", "i meldinga og saka", "in the report and the case"),
    Where.APART: Text("for seg selv, utenfor meldingen", "for seg sjølv, utanfor meldinga", "apart from the report"),
    Where.WISH: Text("i ønsket om en samtale", "i ønsket om ein samtale", "in the wish for a talk"),
    Where.DRAFT: Text("i et utkast (høyst et døgn)", "i eit utkast (høgst eit døgn)", "in a draft (for a day at most)"),
    Where.CODES: Text(
        "som et avtrykk som ingen kan lese koden av",
        "som eit avtrykk som ingen kan lese koden av",
        "as a print from which nobody can read the code",
    ),
    Where.REACH: Text(
        "i listen over dem som bruker Varsle",
        "i lista over dei som bruker Varsle",
        "in the list of those who use Varsle",
    ),
    Where.AUDIT: Text(
        "i loggen (uten navn og tekst)", "i loggen (utan namn og tekst)", "in the log (without name and text)"
    ),
    Where.OUTBOX: Text(
        "i sendelisten (uten navn og tekst)",
        "i sendelista (utan namn og tekst)",
        "in the list of what is sent (without name and text)",
    ),
    Where.CHAT: Text("i chatten din med Varsle", "i chatten din med Varsle", "in your chat with Varsle"),
    Where.TEAMS: Text(
        "hos Microsoft og fylkets IKT-avdeling",
        "hos Microsoft og IKT-avdelinga i fylket",
        "with Microsoft and the county's computer department",
    ),
    Where.NETWORK: Text("i nettet du brukte", "i nettet du brukte", "in the network you used"),
}
NOWHERE_WORDS = Text("ingen steder", "ingen stader", "nowhere")

_WORDS_REPORT = Text(
    "Det du skriver, står i meldingen og saken, og aldri i chatten.",
    "Det du skriv, står i meldinga og saka, og aldri i chatten.",
    "What you write stands in the report and the case, and never in the chat.",
)
_WORDS_APART = Text(
    "Det du skriver, står i meldingen: skriver du hvem du er, ser de som leser den, det.",
    "Det du skriv, står i meldinga: skriv du kven du er, ser dei som les ho, det.",
    "What you write stands in the report: if you write who you are, those who read it see it.",
)
_USE_TEAMS = Text(
    "Microsoft og de som drifter Teams i fylket, kan se at du har brukt Varsle.",
    "Microsoft og dei som driftar Teams i fylket, kan sjå at du har brukt Varsle.",
    "Microsoft and those who run Teams in the county can see that you have used Varsle.",
)
_USE_PAGE = Text(
    "Siden har verken innlogging eller informasjonskapsler. Nettet du bruker, kan vise at den er besøkt: bruk egen "
    "telefon og mobildata, ikke skolens nett.",
    "Sida har verken innlogging eller informasjonskapslar. Nettet du bruker, kan vise at ho er besøkt: bruk eigen "
    "telefon og mobildata, ikkje nettet til skolen.",
    "The page has neither sign-in nor cookies. The network you use may show that it was visited: use your own phone "
    "and mobile data, not the network at school.",
)
_WHEN_NAMED = Text(
    "Tidspunktet står i meldingen og på kvitteringen i chatten din.",
    "Tidspunktet står i meldinga og på kvitteringa i chatten din.",
    "The time stands in the report and on the receipt in your chat.",
)
_WHEN_APART = Text(
    "Tidspunktet står i meldingen, og kan sammenlignes med når noen var på nett.",
    "Tidspunktet står i meldinga, og kan samanliknast med når nokon var på nett.",
    "The time stands in the report, and can be compared with when somebody was online.",
)
_ADDRESS_TEAMS = Text(
    "Varsle får ikke vite hvor du er. Microsoft og nettet du bruker, kan vite det.",
    "Varsle får ikkje vite kvar du er. Microsoft og nettet du bruker, kan vite det.",
    "Varsle does not learn where you are. Microsoft and the network you use may know it.",
)
_ADDRESS_PAGE = Text(
    "Adressen du sender fra, brukes et øyeblikk så ingen kan sperre for andre. Den blir ikke lagret.",
    "Adressa du sender frå, blir brukt ein augneblink så ingen kan sperre for andre. Ho blir ikkje lagra.",
    "The address you send from is used for a moment, so that nobody can block others. It is not kept.",
)

_IN_TEAMS = {What.ADDRESS: Kept(frozenset({Where.TEAMS, Where.NETWORK}), _ADDRESS_TEAMS)}
_ON_THE_PAGE = {
    What.WORDS: Kept(frozenset({Where.REPORT}), _WORDS_APART),
    What.USE: Kept(frozenset({Where.NETWORK}), _USE_PAGE),
    What.WHEN: Kept(frozenset({Where.REPORT, Where.AUDIT, Where.NETWORK}), _WHEN_APART),
    What.ADDRESS: Kept(frozenset({Where.NETWORK}), _ADDRESS_PAGE),
}

PLACES: Mapping[Mode, Mapping[What, Kept]] = {
    Mode.NAMED: {
        What.WHO: Kept(
            frozenset({Where.REPORT, Where.REACH, Where.AUDIT, Where.OUTBOX, Where.DRAFT, Where.TEAMS}),
            Text(
                "Skolen ser navnet ditt: det står i meldingen, for dem som følger opp.",
                "Skolen ser namnet ditt: det står i meldinga, for dei som følgjer opp.",
                "The school sees your name: it stands in the report, for those who follow up.",
            ),
        ),
        What.WORDS: Kept(frozenset({Where.REPORT, Where.DRAFT}), _WORDS_REPORT),
        What.USE: Kept(frozenset({Where.REACH, Where.CHAT, Where.TEAMS}), _USE_TEAMS),
        What.WHEN: Kept(frozenset({Where.REPORT, Where.AUDIT, Where.OUTBOX, Where.CHAT, Where.TEAMS}), _WHEN_NAMED),
        **_IN_TEAMS,
    },
    Mode.CONFIDENTIAL: {
        What.WHO: Kept(
            frozenset({Where.APART, Where.REACH, Where.TEAMS}),
            Text(
                "Navnet ditt ligger for seg selv, utenfor meldingen. Bare rektor og stedfortrederen, eller skoleeieren "
                "i en sak om ledelsen, kan åpne det. Da må de oppgi hvorfor, og du får vite det.",
                "Namnet ditt ligg for seg sjølv, utanfor meldinga. Berre rektor og stedfortredaren, eller skoleeigaren "
                "i ei sak om leiinga, kan opne det. Då må dei oppgi kvifor, og du får vite det.",
                "Your name is kept apart from the report. Only the principal and the deputy, or the school owner in a "
                "case about the leadership, can open it. They must then say why, and you are told.",
            ),
        ),
        What.WORDS: Kept(frozenset({Where.REPORT, Where.DRAFT}), _WORDS_APART),
        What.USE: Kept(frozenset({Where.REACH, Where.CHAT, Where.TEAMS}), _USE_TEAMS),
        What.WHEN: Kept(frozenset({Where.REPORT, Where.AUDIT, Where.TEAMS}), _WHEN_APART),
        **_IN_TEAMS,
    },
    Mode.UNNAMED: {
        What.WHO: Kept(
            NOWHERE,
            Text(
                "Skolen får ikke vite hvem du er, og vi lagrer det ikke.",
                "Skolen får ikkje vite kven du er, og vi lagrar det ikkje.",
                "The school does not learn who you are, and we do not keep it.",
            ),
        ),
        **_ON_THE_PAGE,
    },
    Mode.PAGE_NAMED: {
        What.WHO: Kept(
            frozenset({Where.REPORT}),
            Text(
                "Navnet du skriver, står i meldingen, for dem som følger opp.",
                "Namnet du skriv, står i meldinga, for dei som følgjer opp.",
                "The name you write stands in the report, for those who follow up.",
            ),
        ),
        **_ON_THE_PAGE,
    },
    Mode.WISH: {
        What.WHO: Kept(
            frozenset({Where.WISH, Where.REACH, Where.OUTBOX, Where.TEAMS}),
            Text(
                "Bare den du ønsker å snakke med, får vite hvem du er. Rektor får det ikke.",
                "Berre den du ønskjer å snakke med, får vite kven du er. Rektor får det ikkje.",
                "Only the one you wish to talk with learns who you are. The principal does not.",
            ),
        ),
        What.WORDS: Kept(
            NOWHERE,
            Text(
                "Det du skrev før du valgte dette, blir ikke sendt til noen, og det slettes.",
                "Det du skreiv før du valde dette, blir ikkje sendt til nokon, og det blir sletta.",
                "What you wrote before you chose this is not sent to anybody, and it is deleted.",
            ),
        ),
        What.USE: Kept(frozenset({Where.REACH, Where.CHAT, Where.TEAMS}), _USE_TEAMS),
        What.WHEN: Kept(
            frozenset({Where.WISH, Where.AUDIT, Where.OUTBOX, Where.CHAT, Where.TEAMS}),
            Text(
                "Tidspunktet står i ønsket, og den du ønsker å snakke med, ser det.",
                "Tidspunktet står i ønsket, og den du ønskjer å snakke med, ser det.",
                "The time stands in the wish, and the one you wish to talk with sees it.",
            ),
        ),
        **_IN_TEAMS,
    },
    Mode.CODE: {
        What.WHO: Kept(
            NOWHERE,
            Text(
                "Koden viser ikke hvem du er. Alle som har den, kan lese svarene og svare skolen.",
                "Koden viser ikkje kven du er. Alle som har han, kan lese svara og svare skolen.",
                "The code does not show who you are. Anybody who has it can read the answers and answer the school.",
            ),
        ),
        What.WORDS: Kept(frozenset({Where.REPORT}), _WORDS_APART),
        What.USE: Kept(
            frozenset({Where.AUDIT, Where.REACH, Where.TEAMS, Where.NETWORK}),
            Text(
                "At noen har lest svarene med koden, står i loggen. Hvem det var, står ikke der.",
                "At nokon har lese svara med koden, står i loggen. Kven det var, står ikkje der.",
                "That somebody has read the answers with the code stands in the log. Who it was does not.",
            ),
        ),
        What.WHEN: Kept(frozenset({Where.REPORT, Where.AUDIT, Where.TEAMS, Where.NETWORK}), _WHEN_APART),
        What.ADDRESS: Kept(frozenset({Where.TEAMS, Where.NETWORK}), _ADDRESS_PAGE),
        What.CODE: Kept(
            frozenset({Where.CODES}),
            Text(
                "Bare du har koden. Mister du den, kan ingen finne den igjen.",
                "Berre du har koden. Mistar du han, kan ingen finne han igjen.",
                "Only you have the code. If you lose it, nobody can find it again.",
            ),
        ),
    },
}
