"""What a student meets: the first card, what is said before they send, and what is added to their receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards import words
from cards.look import Look, Surface
from cards.parts import Card, CardElement, buttons, card, heading, leads, opens, quote, say
from domain.flow import Option
from domain.origin import Naming, Origin
from domain.people import ROLE_WORDS, Role
from domain.students import KINDS
from domain.text import Text, filled
from domain.views import Receipt

TELL = Text("Si fra", "Sei frå", "Tell us")
HELLO = Text(
    "Her kan du si fra hvis du eller noen andre ikke har det trygt og godt på skolen. Du trenger ikke være sikker, og "
    "du trenger ikke ha prøvd å ordne det selv først. Du får vite hvem som får det du skriver, før du sender.",
    "Her kan du seie frå om du eller nokon andre ikkje har det trygt og godt på skolen. Du treng ikkje vere sikker, og "
    "du treng ikkje ha prøvd å ordne det sjølv først. Du får vite kven som får det du skriv, før du sender.",
    "Here you can tell us if you or somebody else is not safe and well at school. You need not be sure, and you need "
    "not have tried to solve it yourself first. You will see who gets what you write before you send it.",
)
IN_THE_CHAT = Text(
    "Takk for at du skriver. Det du skrev nå, står i Teams-chatten, og de som drifter Teams for skolen, kan lese den. "
    "Trykk på det som passer, så står det klart i skjemaet. Ingenting er sendt ennå.",
    "Takk for at du skriv. Det du skreiv no, står i Teams-chatten, og dei som driftar Teams for skolen, kan lese han. "
    "Trykk på det som passar, så står det klart i skjemaet. Ingenting er sendt enno.",
    "Thank you for writing. What you just wrote is in the Teams chat, which those who run Teams for the school can "
    "read. Press what fits, and it is ready in the form. Nothing has been sent yet.",
)
CALL = Text(
    "Du kan også ringe Alarmtelefonen 116 111, hele døgnet. Er noen i fare, ring 112.",
    "Du kan også ringje Alarmtelefonen 116 111, heile døgnet. Er nokon i fare, ring 112.",
    "You can also call 116 111, day and night. If anybody is in danger, call 112.",
)
HELP = Text(
    "Skriv «hei» for å begynne. «Det jeg har sagt fra om» viser det du har sagt fra om her i Teams. Med en kode ser "
    "du det du har sagt fra om uten at skolen ser navnet ditt. Varsle er ikke en nødtelefon: er noen i fare, ring "
    "112, 113 eller 110. Alarmtelefonen for barn og unge er 116 111, hele døgnet. De som drifter Teams, kan lese "
    "chatten; skriv derfor heller i skjemaet.",
    "Skriv «hei» for å byrje. «Det eg har sagt frå om» viser det du har sagt frå om her i Teams. Med ein kode ser du "
    "det du har sagt frå om utan at skolen ser namnet ditt. Varsle er ikkje ein naudtelefon: er nokon i fare, ring "
    "112, 113 eller 110. Alarmtelefonen for barn og unge er 116 111, heile døgnet. Dei som driftar Teams, kan lese "
    "chatten; skriv difor heller i skjemaet.",
    "Write “hello” to begin. “What I have told you” shows what you have told us here in Teams. With a code you see "
    "what you have told us without the school seeing your name. Varsle is not an emergency line: if anybody is in "
    "danger, call 112, 113 or 110. For children and young people there is 116 111, day and night. Those who run Teams "
    "can read the chat; so write in the form instead.",
)
MINE = Text("Det jeg har sagt fra om", "Det eg har sagt frå om", "What I have told you")
HAVE_A_CODE = Text("Jeg har en kode", "Eg har ein kode", "I have a code")

# Before sending
GOES_TO = Text("Dette går til {names}.", "Dette går til {names}.", "This goes to {names}.")
GOES_PAST = Text(
    "Dette går til {names}. Ingen i skolens ledelse får se det.",
    "Dette går til {names}. Ingen i leiinga ved skolen får sjå det.",
    "This goes to {names}. Nobody in the school's leadership will see it.",
)
ADULT_TOO = Text(
    "Velger du en voksen, får den voksne det også.",
    "Vel du ein vaksen, får den vaksne det også.",
    "If you choose an adult, they get it, too.",
)
GOES_NOWHERE = Text(
    "Dette blir lagret, men ingen får det ennå: skoleeieren tar ikke imot meldinger her. Ring {owner}, {contact}, "
    "eller be en voksen du stoler på, om å gjøre det.",
    "Dette blir lagra, men ingen får det enno: skoleeigaren tek ikkje imot meldingar her. Ring {owner}, {contact}, "
    "eller be ein vaksen du stoler på, om å gjere det.",
    "This is saved, but nobody gets it yet: the school owner does not receive reports here. Call {owner}, {contact}, "
    "or ask an adult you trust to do it.",
)
DUTY = Text(
    "Alle som arbeider på skolen, må si fra til rektor når de får vite at en elev ikke har det trygt og godt. Det "
    "gjelder også den voksne du velger.",
    "Alle som arbeider på skolen, må seie frå til rektor når dei får vite at ein elev ikkje har det trygt og godt. Det "
    "gjeld også den vaksne du vel.",
    "Everybody who works at the school must tell the principal when they learn that a student is not safe and well. "
    "That goes for the adult you choose, too.",
)
DUTY_PAST = Text(
    "Alle som arbeider på skolen, må si fra til skoleeieren når det gjelder en i ledelsen. Det gjelder også den voksne "
    "du velger.",
    "Alle som arbeider på skolen, må seie frå til skoleeigaren når det gjeld ein i leiinga. Det gjeld også den vaksne "
    "du vel.",
    "Everybody who works at the school must tell the school owner when it is about one of its leaders. That goes for "
    "the adult you choose, too.",
)
KEEPS_TO_HERSELF = Text(
    "Helsesykepleieren har taushetsplikt. Velger du helsesykepleieren, spør vi først om andre også skal få det du har "
    "skrevet.",
    "Helsesjukepleiaren har teieplikt. Vel du helsesjukepleiaren, spør vi først om andre også skal få det du har "
    "skrive.",
    "The school nurse is bound by confidentiality. If you choose the nurse, we first ask whether others are to get "
    "what you have written, too.",
)
NOBODY_IN_PARTICULAR = Text("Ingen bestemt", "Ingen bestemt", "Nobody in particular")
NAMED = Text("Skolen ser navnet ditt.", "Skolen ser namnet ditt.", "The school sees your name.")
CONFIDENTIAL = Text(
    "Bare {names} kan åpne navnet ditt, og da må de skrive hvorfor. Du får se det når det skjer. Er noen i fare, kan "
    "loven si at de må gi det videre. Microsoft og fylkets IKT-avdeling kan se at du har brukt Varsle.",
    "Berre {names} kan opne namnet ditt, og då må dei skrive kvifor. Du får sjå det når det skjer. Er nokon i fare, "
    "kan lova seie at dei må gi det vidare. Microsoft og IKT-avdelinga i fylket kan sjå at du har brukt Varsle.",
    "Only {names} can open your name, and then they must write why. You will see it when it happens. If anybody is in "
    "danger, the law may say that they must pass it on. Microsoft and the county's IT department can see that you have "
    "used Varsle.",
)
AND = Text("{some} og {last}", "{some} og {last}", "{some} and {last}")
OPEN_PAGE = Text("Si fra uten å logge inn", "Sei frå utan å logge inn", "Tell us without signing in")
WITHOUT_SIGNING_IN = Text(
    "I Teams er du alltid logget inn. Vil du si fra uten det, bruk skolens åpne side, helst på din egen telefon.",
    "I Teams er du alltid logga inn. Vil du seie frå utan det, bruk den opne sida til skolen, helst på din eigen "
    "telefon.",
    "In Teams you are always signed in. To tell without that, use the school's open page, preferably on a phone of "
    "your own.",
)
ONLY_A_WISH = Text(
    "{name} har taushetsplikt. Sier du nei, sender vi bare navnet ditt og at du vil snakke. Det du har skrevet, blir "
    "ikke sendt eller lagret. Har dere ikke avtalt tid innen tre hverdager, får du en melding her.",
    "{name} har teieplikt. Seier du nei, sender vi berre namnet ditt og at du vil snakke. Det du har skrive, blir "
    "ikkje sendt eller lagra. Har de ikkje avtalt tid innan tre kvardagar, får du ei melding her.",
    "{name} is bound by confidentiality. If you say no, we send only your name and that you want to talk. What you "
    "have written is not sent or saved. If you have not set a time within three weekdays, you get a message here.",
)
# One who works elsewhere has no other way to get it: whoever is wished for then knows whose it is.
A_WISH_TOO = Text(
    "Sier du ja, får {name} likevel bare navnet ditt og at du vil snakke, også om skolen ikke ser navnet ditt.",
    "Seier du ja, får {name} likevel berre namnet ditt og at du vil snakke, også om skolen ikkje ser namnet ditt.",
    "If you say yes, {name} still gets only your name and that you want to talk, even if the school does not see your "
    "name.",
)
A_WISH_ANYWAY = Text(
    "{name} har taushetsplikt, og får bare navnet ditt og at du vil snakke, ikke det du har skrevet. Har dere ikke "
    "avtalt tid innen tre hverdager, får du en melding her.",
    "{name} har teieplikt, og får berre namnet ditt og at du vil snakke, ikkje det du har skrive. Har de ikkje avtalt "
    "tid innan tre kvardagar, får du ei melding her.",
    "{name} is bound by confidentiality, and gets only your name and that you want to talk, not what you have written. "
    "If you have not set a time within three weekdays, you get a message here.",
)

# On the receipt
NOT_DELIVERED = Text(
    "Ingen har fått dette ennå. Ring skoleeieren, eller be en voksen du stoler på, om å gjøre det.",
    "Ingen har fått dette enno. Ring skoleeigaren, eller be ein vaksen du stoler på, om å gjere det.",
    "Nobody has got this yet. Call the school owner, or ask an adult you trust to do it.",
)
NEXT_FOR_YOU = Text(
    "En voksen kommer til å ta kontakt med deg. Skolen må undersøke det som har skjedd, og gjøre noe med det. Det er "
    "du som vet når du har det trygt og godt igjen.",
    "Ein vaksen kjem til å ta kontakt med deg. Skolen må undersøkje det som har skjedd, og gjere noko med det. Det er "
    "du som veit når du har det trygt og godt igjen.",
    "An adult will contact you. The school must look into what has happened and do something about it. You are the one "
    "who knows when you are safe and well again.",
)
NEXT_APART = Text(
    "Skolen må undersøke det som har skjedd, men vet ikke hvem du er. Med koden ser du om skolen spør om noe, og kan "
    "skrive mer. Vil du ha hjelp selv, kan du når som helst si hvem du er.",
    "Skolen må undersøkje det som har skjedd, men veit ikkje kven du er. Med koden ser du om skolen spør om noko, og "
    "kan skrive meir. Vil du ha hjelp sjølv, kan du når som helst seie kven du er.",
    "The school must look into what has happened, but does not know who you are. With the code you see whether the "
    "school asks anything, and can write more. If you want help yourself, you can say who you are at any time.",
)
NEXT_FOR_ANOTHER = Text(
    "Skolen må undersøke dette, og gjøre noe med det hvis det trengs. En voksen kan ta kontakt med deg for å få vite "
    "mer.",
    "Skolen må undersøkje dette, og gjere noko med det om det trengst. Ein vaksen kan ta kontakt med deg for å få vite "
    "meir.",
    "The school must look into this, and do something about it if needed. An adult may contact you to learn more.",
)
RIGHTS = Text(
    "Gjør ikke skolen nok, kan du be Statsforvalteren om hjelp når det har gått en uke. Mobbeombudet i fylket kan også "
    "hjelpe deg.",
    "Gjer ikkje skolen nok, kan du be Statsforvaltaren om hjelp når det har gått ei veke. Mobbeombodet i fylket kan "
    "også hjelpe deg.",
    "If the school does not do enough, you can ask Statsforvalteren for help when a week has passed. The county's "
    "Mobbeombud can help you, too.",
)

# When it could not be saved
NOT_SAVED = Text(
    "Ingenting er lagret eller sendt. Det du skrev, står fortsatt i skjemaet: prøv igjen om litt. Haster det, ring "
    "skolen på {phone}, eller Alarmtelefonen på 116 111, hele døgnet.",
    "Ingenting er lagra eller sendt. Det du skreiv, står framleis i skjemaet: prøv igjen om litt. Hastar det, ring "
    "skolen på {phone}, eller Alarmtelefonen på 116 111, heile døgnet.",
    "Nothing has been saved or sent. What you wrote is still in the form: try again in a moment. If it is urgent, call "
    "the school on {phone}, or 116 111, day and night.",
)
NOT_SAVED_OWNER = Text(
    "Ingenting er lagret eller sendt. Det du skrev, står fortsatt i skjemaet: prøv igjen om litt. Haster det, ring "
    "skoleeieren: {contact}, eller Alarmtelefonen på 116 111, hele døgnet.",
    "Ingenting er lagra eller sendt. Det du skreiv, står framleis i skjemaet: prøv igjen om litt. Hastar det, ring "
    "skoleeigaren: {contact}, eller Alarmtelefonen på 116 111, heile døgnet.",
    "Nothing has been saved or sent. What you wrote is still in the form: try again in a moment. If it is urgent, call "
    "the school owner: {contact}, or 116 111, day and night.",
)


def hello(look: Look, token: str = "") -> Card:
    """The first card: three ways in, how to come back, and quietly whom to call. `token` is what was written in the
    chat, waiting."""
    waiting = [say(look, IN_THE_CHAT, bold=True)] if token else []
    carried = {"token": token} if token else {}
    ways = [
        buttons([opens(look, name, "student.begin", primary=not n, kind=kind, **carried)])
        for n, (kind, name) in enumerate(KINDS.items())
    ]
    return card(
        [heading(look, words.HELLO), say(look, HELLO), *waiting, *ways, say(look, CALL, subtle=True)],
        [opens(look, MINE, "mine"), opens(look, HAVE_A_CODE, "student.code")],
    )


@dataclass(frozen=True, slots=True)
class Onward:
    """What is said before sending. `readers` and `openers` are names; `page` is where the open page is, if it is."""

    readers: tuple[tuple[Role, str], ...]
    openers: tuple[str, ...]
    past_the_school: bool
    has_adults: bool
    owner: str
    owner_contact: str
    keeps_to_herself: bool
    page: str


def before_sending(look: Look, view: Onward) -> list[CardElement]:
    """Who gets it, and what whoever works here must do with it; said before anything is sent."""
    nurse = [say(look, KEEPS_TO_HERSELF)] if view.keeps_to_herself else []
    if not view.readers:
        return [quote(look.w(GOES_NOWHERE, owner=view.owner, contact=view.owner_contact), bold=True), *nurse]
    readers = [f"{look.w(ROLE_WORDS[role])} ({name})" for role, name in view.readers]
    goes = look.w(GOES_PAST if view.past_the_school else GOES_TO, names=joined(look, readers))
    too = f" {look.w(ADULT_TOO)}" if view.has_adults else ""
    return [quote(goes + too, bold=True), say(look, DUTY_PAST if view.past_the_school else DUTY), *nurse]


def without_signing_in(look: Look, view: Onward) -> list[CardElement]:
    """The school's open page, for whoever does not want to be signed in."""
    page = [say(look, WITHOUT_SIGNING_IN, subtle=True), buttons([leads(look, OPEN_PAGE, view.page)])]
    return page if view.page else []


def namings(look: Look, view: Onward) -> tuple[Option, ...]:
    """How the name can be given: each in the very sentence that holds.

    Where forms stand in the chat itself, the form's own token does too, and everything that keeps a name apart follows
    from that: there it is not offered.
    """
    names = joined(look, view.openers) if look.surface is Surface.DIALOG else ""
    named = Option(Naming.NAMED, NAMED)
    return (named, Option(Naming.CONFIDENTIAL, filled(CONFIDENTIAL, names=names))) if names else (named,)


def joined(look: Look, some: Sequence[str]) -> str:
    """`a`, `a og b`, `a, b og c`."""
    return look.w(AND, some=", ".join(some[:-1]), last=some[-1]) if len(some) > 1 else "".join(some)


def only_a_wish(look: Look, name: str, is_guest: bool) -> list[CardElement]:
    """What goes to one who keeps to herself what she is told, and what does not (ruling 8)."""
    return [quote(look.w(text, name=name)) for text in (ONLY_A_WISH, *((A_WISH_TOO,) if is_guest else ()))]


def a_wish_anyway(look: Look, name: str) -> list[CardElement]:
    """Where the report reaches nobody, she has the wish whatever else is kept."""
    return [quote(look.w(A_WISH_ANYWAY, name=name))]


def at_night(look: Look, view: Receipt) -> list[CardElement]:
    """Where nobody is at school, a student is told who answers all the same."""
    waits = view.origin.by_student and view.read_from > view.told_at
    return [say(look, CALL)] if waits else []


def after_telling(look: Look, origin: Origin) -> list[CardElement]:
    """What happens next, and where to turn if it does not."""
    known = NEXT_FOR_YOU if origin.about_self else NEXT_FOR_ANOTHER
    rights = [say(look, RIGHTS, subtle=True)] if origin.about_self else []
    return [say(look, known if origin.is_open else NEXT_APART), *rights]
