"""What the reporter keeps: the receipt, the list of one's own reports, and the report that was not delivered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from cards import student, words
from cards.adjacent import own
from cards.look import Look
from cards.parts import Action, Card, CardElement, box, card, element, heading, opens, paged, quote, say, title
from cards.question import emergency
from domain.case import Status
from domain.people import ROLE_WORDS, Role
from domain.status import ENDED, STATUS_WORDS
from domain.text import Text
from domain.views import CaseLine, Receipt

RECEIPT = Text("Meldingen er lagret", "Meldinga er lagra", "Your report is saved")
SAVED_AT = Text("Lagret {when}", "Lagra {when}", "Saved {when}")
READ_BY = Text("Leses av {names}", "Blir lesen av {names}", "Read by {names}")
NOW_FOLLOWED = Text(
    "Meldingen er tatt imot og følges opp. Du kan legge til mer når som helst.",
    "Meldinga er teken imot og blir følgd opp. Du kan leggje til meir når som helst.",
    "Your report has been taken and is being followed up. You can add more at any time.",
)
NOW_ENDED = Text(
    "Saken er avsluttet. Ser eller hører du noe mer, kan du legge det til her når som helst.",
    "Saka er avslutta. Ser eller høyrer du noko meir, kan du leggje det til her når som helst.",
    "The case is closed. If you see or hear anything more, you can add it here at any time.",
)
NOW_READ = Text(
    "Du ser her når det er levert og bekreftet. Kommer det ikke svar, går meldingen videre av seg selv.",
    "Du ser her når det er levert og stadfesta. Kjem det ikkje svar, går meldinga vidare av seg sjølv.",
    "You see here when it is delivered and confirmed. If nobody answers, it goes on to the next by itself.",
)
GOES_ON = Text(
    "Kommer det ikke svar, går meldingen videre av seg selv.",
    "Kjem det ikkje svar, går meldinga vidare av seg sjølv.",
    "If nobody answers, it goes on to the next by itself.",
)
READ_LATER = Text(
    "Ingen er på skolen nå. Meldingen blir vanligvis lest {when}. Haster det, ring skolen på {phone} eller en i "
    "ledelsen. Kommer det ikke svar, går meldingen videre av seg selv.",
    "Ingen er på skolen no. Meldinga blir vanlegvis lesen {when}. Hastar det, ring skolen på {phone} eller ein i "
    "leiinga. Kjem det ikkje svar, går meldinga vidare av seg sjølv.",
    "Nobody is at school now. Your report is ordinarily read {when}. If it is urgent, call the school on {phone} or "
    "one of its leaders. If nobody answers, it goes on to the next by itself.",
)
READ_LATER_OWNER = Text(
    "Meldingen blir vanligvis lest {when}. Haster det, ta kontakt med skoleeieren: {contact}.",
    "Meldinga blir vanlegvis lesen {when}. Hastar det, ta kontakt med skoleeigaren: {contact}.",
    "Your report is ordinarily read {when}. If it is urgent, contact the school owner: {contact}.",
)
DANGER_NEXT = Text(
    "Meldingen går videre hvert kvarter, også om natten, til noen bekrefter. Ikke stol på meldingen alene: ring.",
    "Meldinga går vidare kvart kvarter, også om natta, til nokon stadfestar. Ikkje stol på meldinga åleine: ring.",
    "Your report goes on every quarter of an hour, day and night, until somebody confirms. Do not rely on it: call.",
)
DELIVERED = Text("Levert til {role} {when}", "Levert til {role} {when}", "Delivered to {role} {when}")
CASE_AT = Text("Sak {reference}, {school}", "Sak {reference}, {school}", "Case {reference}, {school}")
NOT_YET_DELIVERED = Text("Ikke levert ennå", "Ikkje levert enno", "Not delivered yet")
CONFIRMED_BY = Text("Bekreftet av {name} {when}", "Stadfesta av {name} {when}", "Confirmed by {name} {when}")
ADD = Text("Legg til opplysninger", "Legg til opplysningar", "Add information")
ADDED_AT = Text("Du la til opplysninger {when}", "Du la til opplysningar {when}", "You added information {when}")
SHOW_MINE = Text("Vis det jeg skrev", "Vis det eg skreiv", "Show what I wrote")
YOURS = Text("Det du har meldt", "Det du har meldt", "What you have reported")
FOLLOW = Text("Følg det jeg sa fra om", "Følg det eg sa frå om", "Follow what I told")
NO_REPORTS = Text(
    "Du har ikke meldt fra om noe her.", "Du har ikkje meldt frå om noko her.", "You have not reported anything here."
)

# Not delivered (ruling 2)
NOBODY_REACHED = Text(
    "Meldingen er lagret, men vi når ingen",
    "Meldinga er lagra, men vi når ingen",
    "Your report is saved, but we reach nobody",
)
NOBODY_REACHED_BODY = Text(
    "Ingen av dem som skal ha meldingen, kunne nås. Si fra muntlig nå: ring skolen på {phone}, eller skoleeieren "
    "{owner}: {contact}. Vi prøver videre.",
    "Ingen av dei som skal ha meldinga, kunne nåast. Sei frå munnleg no: ring skolen på {phone}, eller skoleeigaren "
    "{owner}: {contact}. Vi prøver vidare.",
    "None of those who should have your report could be reached. Tell somebody in person now: call the school on "
    "{phone}, or the school owner {owner}: {contact}. We keep trying.",
)
NOBODY_REACHED_OWNER = Text(
    "Ingen av dem som skal ha meldingen, kunne nås. Si fra muntlig nå til skoleeieren {owner}: {contact}. Vi prøver "
    "videre.",
    "Ingen av dei som skal ha meldinga, kunne nåast. Sei frå munnleg no til skoleeigaren {owner}: {contact}. Vi prøver "
    "vidare.",
    "None of those who should have your report could be reached. Tell the school owner {owner} in person now: "
    "{contact}. We keep trying.",
)
NOT_DELIVERED = Text("Lagret, men ikke levert", "Lagra, men ikkje levert", "Saved, but not delivered")
NOT_DELIVERED_BODY = Text(
    "Ingen har fått meldingen. Plikten til å si fra er ikke oppfylt med dette. Du må selv si fra til skoleeieren, "
    "straks (opplæringslova § 12-5).",
    "Ingen har fått meldinga. Plikta til å seie frå er ikkje oppfylt med dette. Du må sjølv seie frå til "
    "skoleeigaren, straks (opplæringslova § 12-5).",
    "Nobody has got your report. This does not meet your duty to tell. You must tell the school owner yourself, at "
    "once (Education Act § 12-5).",
)
OWNER_CONTACT = Text(
    "Skoleeieren: {owner}. {contact}", "Skoleeigaren: {owner}. {contact}", "The school owner: {owner}. {contact}"
)
ASK_OWNER_TOLD = Text(
    "Har du sagt fra til skoleeieren?", "Har du sagt frå til skoleeigaren?", "Have you told the school owner?"
)
RECORD_OWNER_TOLD = Text(
    "Jeg har sagt fra til skoleeieren", "Eg har sagt frå til skoleeigaren", "I have told the school owner"
)
OWNER_TOLD_SAVED = Text(
    "Takk. Det er skrevet ned hvordan og når du sa fra.",
    "Takk. Det er skrive ned korleis og når du sa frå.",
    "Thank you. How and when you told has been recorded.",
)


# Written down by another (E15)
IS_IT_RIGHT = Text("Stemmer det som er skrevet?", "Stemmer det som er skrive?", "Is what was written right?")
WROTE_DOWN = Text(
    "{name} har skrevet ned det du fortalte {when}.",
    "{name} har skrive ned det du fortalde {when}.",
    "{name} has written down what you told {when}.",
)
NO_HURRY = Text(
    "Se over det når du kan, og si om det stemmer. Meldingen er lagret og venter ikke på svaret ditt.",
    "Sjå over det når du kan, og sei om det stemmer. Meldinga er lagra og ventar ikkje på svaret ditt.",
    "Look at it when you can, and say whether it is right. The report is saved and does not wait for your answer.",
)
SEE_AND_CONFIRM = Text("Se og bekreft", "Sjå og stadfest", "See and confirm")
YOU_CONFIRMED = Text(
    "Du har bekreftet at det stemmer, {when}.",
    "Du har stadfesta at det stemmer, {when}.",
    "You have confirmed that it is right, {when}.",
)
YOU_WROTE_DOWN = Text(
    "Du registrerte det noen fortalte {when}.",
    "Du registrerte det nokon fortalde {when}.",
    "You recorded what somebody told {when}.",
)
NOT_YOURS_TO_FOLLOW = Text(
    "Det du har skrevet, er lagret. Denne meldingen kan du ikke følge videre her.",
    "Det du har skrive, er lagra. Denne meldinga kan du ikkje følgje vidare her.",
    "What you have written is saved. You cannot follow this report any further here.",
)


def receipt(look: Look, view: Receipt) -> Card:
    """The receipt: saved and delivered told apart, who reads it, what happens next. Neutral: it stays in the chat."""
    return card([*_alarm(look, view), heading(look, _title(view)), *after_saving(look, view)], _buttons(look, view))


def with_code(look: Look, view: Receipt, code: Sequence[CardElement]) -> Card:
    """The receipt of one whose name is held apart: the code that they come back with, and no buttons, since it is
    shown once and never again."""
    return card([*_alarm(look, view), heading(look, _title(view)), *code, *after_saving(look, view)])


def after_saving(look: Look, view: Receipt) -> list[CardElement]:
    """Where it stands, who reads it, and what happens next."""
    after = student.after_telling(look, view.origin) if view.origin.by_student and _is_under_way(view) else []
    return [*_cases(look, view), *_next(look, view), *after, *own(look, view.own_duties)]


def _is_under_way(view: Receipt) -> bool:
    return not (view.can_record_owner or view.nobody_reached or all(c.status in ENDED for c in view.going))


def _title(view: Receipt) -> Text:
    if view.nobody_reached:
        return NOBODY_REACHED
    if view.can_record_owner:
        return NOT_DELIVERED
    return IS_IT_RIGHT if view.to_confirm else RECEIPT


def _alarm(look: Look, view: Receipt) -> list[CardElement]:
    if not view.danger:
        return []
    is_told_to = view.emergency.incident_report and not view.origin.by_student
    after = [say(look, words.INCIDENT_REPORT)] if is_told_to else []
    return [*emergency(look, view.emergency), *after]


def _cases(look: Look, view: Receipt) -> list[CardElement]:
    saved = quote(look.w(SAVED_AT, when=look.exact(view.told_at)))
    added = [quote(look.w(ADDED_AT, when=look.near(at, view.told_at)), spacing="None") for at in view.added]
    lines = [_bare(look, c) if view.closed_to_me else case_line(look, c, view.told_at) for c in view.cases]
    return [*_by_another(look, view), saved, *added, *map(box, lines)]


def _by_another(look: Look, view: Receipt) -> list[CardElement]:
    """Of what somebody wrote down for another: to whoever told, who did; to who did, when it was told. No content."""
    it = view.registered
    if it is None:
        return []
    if not view.mine:
        return [quote(look.w(YOU_WROTE_DOWN, when=look.moment(it.told_at)))]
    wrote = quote(look.w(WROTE_DOWN, name=it.by, when=look.moment(it.told_at)), bold=True)
    if it.confirmed_at:
        return [wrote, quote(look.w(YOU_CONFIRMED, when=look.moment(it.confirmed_at)), spacing="None")]
    return [wrote, say(look, NO_HURRY)]


def _bare(look: Look, line: CaseLine) -> list[CardElement]:
    return [quote(look.w(words.CASE, reference=line.reference), bold=True)]


def case_line(look: Look, line: CaseLine, told_at: datetime) -> list[CardElement]:
    """One case as whoever told it sees it: status words, who has got it, and who confirmed."""
    reference = quote(look.w(words.CASE, reference=line.reference), bold=True)
    if line.elsewhere:
        reference = quote(look.w(CASE_AT, reference=line.reference, school=line.elsewhere), bold=True)
    if line.status is Status.FORWARDED:
        return [reference, say(look, STATUS_WORDS[line.status])]
    if line.status is Status.RECEIVED and not line.delivered:
        return [reference, say(look, NOT_YET_DELIVERED)]
    return [reference, say(look, STATUS_WORDS[line.status]), *_steps(look, line, told_at)]


def _steps(look: Look, line: CaseLine, told_at: datetime) -> list[CardElement]:
    """To whom it was delivered, and who confirmed."""
    delivered = [look.w(DELIVERED, role=_role(look, r), when=look.near(at, told_at)) for r, at in line.delivered]
    steps = [quote(step, spacing="None") for step in delivered]
    if line.taken is None:
        return [*steps]
    confirmed = look.w(CONFIRMED_BY, name=line.taken.name, when=look.near(line.taken.at, told_at))
    return [*steps, quote(confirmed, spacing="None", bold=True)]


def _role(look: Look, role: Role) -> str:
    return look.w(ROLE_WORDS[role])


def _next(look: Look, view: Receipt) -> list[CardElement]:
    if view.can_record_owner:
        contact = quote(look.w(OWNER_CONTACT, owner=view.owner, contact=view.owner_contact), bold=True)
        return [say(look, student.NOT_DELIVERED if view.origin.by_student else NOT_DELIVERED_BODY), contact]
    if all(c.status is Status.OWNER_TOLD for c in view.going):
        return [say(look, OWNER_TOLD_SAVED)]
    if view.closed_to_me and not view.nobody_reached:
        return [say(look, NOT_YOURS_TO_FOLLOW)]
    if view.nobody_reached or not (view.readers or all(c.taken for c in view.going)):
        return [quote(_who_to_call(look, view), bold=True)]
    if all(c.taken for c in view.going):
        return [say(look, NOW_ENDED if all(c.status in ENDED for c in view.going) else NOW_FOLLOWED)]
    readers = ", ".join(f"{_role(look, role)} ({name})" for role, name in view.readers)
    return [
        *([quote(look.w(READ_BY, names=readers))] if readers else []),
        _what_now(look, view),
        *student.at_night(look, view),
    ]


def _who_to_call(look: Look, view: Receipt) -> str:
    """The school's telephone too, but never for a report about one of its leaders (§ 12-5 second paragraph)."""
    body = NOBODY_REACHED_OWNER if view.past_the_school else NOBODY_REACHED_BODY
    return look.w(body, phone=view.phone, owner=view.owner, contact=view.owner_contact)


def _what_now(look: Look, view: Receipt) -> CardElement:
    if view.danger:
        return say(look, DANGER_NEXT)
    if view.read_from <= view.told_at:
        return say(look, NOW_READ if view.origin.is_open else GOES_ON)
    later = READ_LATER_OWNER if view.past_the_school else READ_LATER
    when = look.moment(view.read_from)
    return quote(look.w(later, when=when, phone=view.phone, contact=view.owner_contact))


def _buttons(look: Look, view: Receipt) -> list[Action]:
    record = [opens(look, RECORD_OWNER_TOLD, "owner_told.begin", primary=True, report=view.report)]
    add, show = (words.CORRECT, SEE_AND_CONFIRM) if view.to_confirm else (ADD, SHOW_MINE)
    follow = [opens(look, FOLLOW, "student.follow", primary=True, report=view.report)] if view.follows else []
    adds = [] if view.origin.by_student and follow else [opens(look, add, "supplement.begin", report=view.report)]
    own = [*adds, _shows(look, show, view)]
    return [*(record if view.can_record_owner else []), *follow, *(own[::-1] if view.to_confirm else own)]


def _shows(look: Look, title: Text, view: Receipt) -> Action:
    return opens(look, title, "mine.show", primary=view.to_confirm, report=view.report)


def ask_owner_told(look: Look, view: Receipt) -> Card:
    """ "Ikke levert", asked again until its author has recorded how the owner was told (ruling 2)."""
    return card([heading(look, ASK_OWNER_TOLD), *_cases(look, view), *_next(look, view)], _buttons(look, view)[:1])


def mine(look: Look, views: Iterable[Receipt], part: int = 0) -> Card:
    """Everything one has told here, newest first, with its state and its buttons; in parts when it is too much."""
    lines = [e for view in views for e in _listed(look, view)] or [say(look, NO_REPORTS)]
    return paged([*title(look, YOURS), *lines], part, lambda n: opens(look, words.MORE, "mine", part=n))


def _listed(look: Look, view: Receipt) -> list[CardElement]:
    actions = element("ActionSet", actions=_buttons(look, view))
    return [box([*_cases(look, view), actions])]
