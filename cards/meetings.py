"""Meetings: those of a case with what people have answered, and what could not be found out while one is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cards.casework import back
from cards.look import Look
from cards.parts import Action, Card, CardElement, box, buttons, capital, card, quote, say, sends, title
from domain.booking import TOO_LATE, Stage
from domain.calendars import Reply
from domain.case_views import MeetingLine
from domain.lifecycle import ACTIONS
from domain.meeting import MEETING_WORDS, Meeting
from domain.text import Text
from domain.views import Content

MEETINGS = Text("Møter", "Møte", "Meetings")
LASTS = Text("{when}, {minutes} minutter", "{when}, {minutes} minutt", "{when}, {minutes} minutes")
CALLED_BY = Text("Kalt inn av {name}", "Kalla inn av {name}", "Called by {name}")
_STAGES: Mapping[Stage, Text] = {
    Stage.WANTED: Text("Innkallingen er på vei.", "Innkallinga er på veg.", "The invitation is on its way."),
    Stage.CALLED_OFF: Text("Avlysningen er på vei.", "Avlysinga er på veg.", "The cancellation is on its way."),
    Stage.OFF: Text(
        "Møtet er tatt bort i Outlook. Kall inn på nytt hvis det fortsatt trengs.",
        "Møtet er teke bort i Outlook. Kall inn på nytt om det framleis trengst.",
        "The meeting was removed in Outlook. Call it again if it is still needed.",
    ),
}
MOVES = Text("Flyttes til {when}.", "Blir flytta til {when}.", "Is being moved to {when}.")
WAITS: Mapping[str, Text] = {
    "busy": Text(
        "Outlook har for mye å gjøre akkurat nå. Varsle prøver igjen av seg selv.",
        "Outlook har for mykje å gjere akkurat no. Varsle prøver igjen av seg sjølv.",
        "Outlook is too busy just now. Varsle tries again by itself.",
    ),
    "away": Text(
        "Outlook svarer ikke. Varsle prøver igjen av seg selv. Haster det, så ring dem som skal komme.",
        "Outlook svarer ikkje. Varsle prøver igjen av seg sjølv. Hastar det, så ring dei som skal komme.",
        "Outlook does not answer. Varsle tries again by itself. If it is urgent, ring those who are to come.",
    ),
    "no_sign_in": Text(
        "Varsle slipper ikke inn i Outlook. Si fra til IKT: tilgangen må fornyes. Haster det, så ring dem det gjelder.",
        "Varsle slepp ikkje inn i Outlook. Sei frå til IKT: tilgangen må fornyast. Hastar det, så ring dei det gjeld.",
        "Varsle is not let into Outlook. Tell IT: its access must be renewed. If it is urgent, ring those concerned.",
    ),
}
_AGAIN = Text(
    "Outlook tok ikke imot det. Prøv igjen, eller kall inn i Outlook selv.",
    "Outlook tok ikkje imot det. Prøv igjen, eller kall inn i Outlook sjølv.",
    "Outlook did not take it. Try again, or call the meeting in Outlook yourself.",
)
# Why nobody has been invited, and what can be done.
STUCK: Mapping[str, Text] = {
    TOO_LATE: Text(
        "Tidspunktet kom før Outlook kunne gjøre det. Kall inn til et nytt møte.",
        "Tidspunktet kom før Outlook kunne gjere det. Kall inn til eit nytt møte.",
        "The time came before Outlook could do it. Call a new meeting.",
    ),
    "no_access": Text(
        "Varsle har ikke tilgang til denne kalenderen. Si fra til IKT, og kall inn i Outlook så lenge.",
        "Varsle har ikkje tilgang til denne kalenderen. Sei frå til IKT, og kall inn i Outlook så lenge.",
        "Varsle has no access to this calendar. Tell IT, and call the meeting in Outlook meanwhile.",
    ),
    "no_mailbox": Text(
        "Den som kalte inn, har ingen kalender i Outlook. La en annen kalle inn.",
        "Den som kalla inn, har ingen kalender i Outlook. La ein annan kalle inn.",
        "Whoever called it has no calendar in Outlook. Let somebody else call it.",
    ),
    "not_set_up": Text(
        "Outlook er ikke koblet til Varsle her. Kall inn i Outlook selv.",
        "Outlook er ikkje kopla til Varsle her. Kall inn i Outlook sjølv.",
        "Outlook is not connected to Varsle here. Call the meeting in Outlook yourself.",
    ),
}
STILL_THERE = Text(
    "Møtet ble ikke tatt bort, og kan fortsatt stå i kalenderen til alle som er kalt inn. Den som kalte inn, må slette "
    "det i Outlook. Si fra til dem det gjelder.",
    "Møtet vart ikkje teke bort, og kan framleis stå i kalenderen til alle som er kalla inn. Den som kalla inn, må "
    "slette det i Outlook. Sei frå til dei det gjeld.",
    "The meeting was not removed, and may still stand in the calendar of everybody invited. Whoever called it must "
    "delete it in Outlook. Tell those concerned.",
)
NOT_MOVED = Text(
    "Møtet ble ikke flyttet, og står der det sto. Prøv igjen, eller flytt det i Outlook.",
    "Møtet vart ikkje flytta, og står der det stod. Prøv igjen, eller flytt det i Outlook.",
    "The meeting was not moved, and stands where it stood. Try again, or move it in Outlook.",
)
# Why a meeting was called off that nobody asked to call off.
WHY_OFF: Mapping[str, Text] = {
    "shut_out": Text(
        "Avlyst: en som var kalt inn, er stengt ute fra saken. Kall inn på nytt uten vedkommende.",
        "Avlyst: ein som var kalla inn, er stengd ute frå saka. Kall inn på nytt utan vedkommande.",
        "Cancelled: somebody who was invited is shut out of the case. Call it again without them.",
    ),
    "ended": Text(
        "Avlyst fordi saken er avsluttet.", "Avlyst fordi saka er avslutta.", "Cancelled because the case has ended."
    ),
    "other_student": Text(
        "Avlyst: feil elev var skrevet i saken. Kall inn på nytt.",
        "Avlyst: feil elev var skriven i saka. Kall inn på nytt.",
        "Cancelled: a wrong student was written in the case. Call it again.",
    ),
    "not_parents": Text(
        "Avlyst: de foresatte skal ikke få vite om saken nå. Kall inn på nytt uten dem.",
        "Avlyst: dei føresette skal ikkje få vite om saka no. Kall inn på nytt utan dei.",
        "Cancelled: the parents are not to know of the case now. Call it again without them.",
    ),
}
NOT_DONE = Text("Ikke gjort.", "Ikkje gjort.", "Not done.")
UNSURE = Text(
    "Det kan likevel stå i noens kalender: se etter i Outlook.",
    "Det kan likevel stå i kalenderen til nokon: sjå etter i Outlook.",
    "It may stand in somebody's calendar all the same: look in Outlook.",
)
UNINVITED = Text(
    "Har ikke fått innkalling, for Varsle fant ingen adresse: {names}. Si fra til dem selv.",
    "Har ikkje fått innkalling, for Varsle fann inga adresse: {names}. Sei frå til dei sjølv.",
    "Have got no invitation, since Varsle found no address: {names}. Tell them yourself.",
)
REPLIES: Mapping[Reply, Text] = {
    Reply.ACCEPTED: Text("Ja: {names}", "Ja: {names}", "Coming: {names}"),
    Reply.TENTATIVE: Text("Kanskje: {names}", "Kanskje: {names}", "Perhaps: {names}"),
    Reply.DECLINED: Text("Nei: {names}", "Nei: {names}", "Not coming: {names}"),
    Reply.NONE: Text("Har ikke svart: {names}", "Har ikkje svart: {names}", "Have not answered: {names}"),
}
# Lines of what has happened, by the keys of `services.convening`.
HAPPENED: Mapping[str, Text] = {
    "meeting_wanted": Text("{name} kalte inn til møte", "{name} kalla inn til møte", "{name} called a meeting"),
    "meeting_set": Text("innkallingen er sendt", "innkallinga er send", "the invitation has been sent"),
    "meeting_again": Text("{name} flyttet møtet", "{name} flytta møtet", "{name} moved the meeting"),
    "meeting_dragged": Text(
        "møtet ble flyttet i Outlook", "møtet vart flytta i Outlook", "the meeting was moved in Outlook"
    ),
    **{f"meeting_called_off {why}": words for why, words in WHY_OFF.items()},
    "meeting_off us": Text("møtet er avlyst", "møtet er avlyst", "the meeting has been cancelled"),
    "meeting_off outlook": Text(
        "møtet ble tatt bort i Outlook", "møtet vart teke bort i Outlook", "the meeting was removed in Outlook"
    ),
    "meeting_stuck": Text(
        "møtet ble ikke ordnet i Outlook", "møtet vart ikkje ordna i Outlook", "Outlook did not arrange the meeting"
    ),
    "meeting_reply accepted": Text("{name} kommer", "{name} kjem", "{name} is coming"),
    "meeting_reply tentative": Text("{name} kommer kanskje", "{name} kjem kanskje", "{name} may be coming"),
    "meeting_reply declined": Text("{name} kommer ikke", "{name} kjem ikkje", "{name} is not coming"),
}
UNREADABLE = Text(
    "Varsle får ikke lest kalenderen nå. Møtet står slik vi sist så det. Si fra til IKT.",
    "Varsle får ikkje lese kalenderen no. Møtet står slik vi sist såg det. Sei frå til IKT.",
    "Varsle cannot read the calendar now. The meeting is shown as we last saw it. Tell IT.",
)
HELD = Text(
    "Møtet har vært. Skriv referat, også hvis det ikke ble noe av.",
    "Møtet har vore. Skriv referat, også om det ikkje vart noko av.",
    "The meeting has been. Write minutes, also when it came to nothing.",
)
MOVE = Text("Flytt", "Flytt", "Move")
TRY_AGAIN = Text("Prøv igjen", "Prøv igjen", "Try again")
CANCEL = Text("Avlys", "Avlys", "Cancel")
EVALUATE = Text(
    "Planen skal evalueres {day}. Ingen er kalt inn til det ennå.",
    "Planen skal evaluerast {day}. Ingen er kalla inn til det enno.",
    "The plan is to be evaluated {day}. Nobody has been invited to that yet.",
)
CALL_IT = Text("Kall inn til evaluering", "Kall inn til evaluering", "Call an evaluation meeting")

NONE_FREE = Text(
    "Fant ingen tid da alle er ledige. Skriv en tid selv, eller gå tilbake og velg en senere dag.",
    "Fann inga tid då alle er ledige. Skriv ei tid sjølv, eller gå tilbake og vel ein seinare dag.",
    "Found no time when everybody is free. Write a time yourself, or go back and choose a later day.",
)
SILENT = Text(
    "Outlook svarer ikke nå, så ledige tider vises ikke. Skriv en tid selv: innkallingen sendes når Outlook svarer, "
    "og saken viser hva som venter.",
    "Outlook svarer ikkje no, så ledige tider kan ikkje visast. Skriv ei tid sjølv: innkallinga blir send når Outlook "
    "svarer, og saka viser kva som ventar.",
    "Outlook does not answer now, so no free times are shown. Write a time yourself: the invitation is sent when "
    "Outlook answers, and the case shows what waits.",
)
REFUSED = Text(
    "Varsle har ikke tilgang til å se etter ledige tider her. Skriv en tid selv, og si fra til IKT.",
    "Varsle har ikkje tilgang til å sjå etter ledige tider her. Skriv ei tid sjølv, og sei frå til IKT.",
    "Varsle has no access to look for free times here. Write a time yourself, and tell IT.",
)
UNREAD = Text(
    "Disse kalenderne kunne ikke leses: {names}. Spør om tiden passer.",
    "Desse kalenderane kunne ikkje lesast: {names}. Spør om tida passar.",
    "These calendars could not be read: {names}. Ask whether the time suits.",
)
UNREACHED = Text(
    "Har ingen e-postadresse, og får ingen innkalling: {names}. Si fra til dem selv.",
    "Har inga e-postadresse, og får inga innkalling: {names}. Sei frå til dei sjølv.",
    "Have no e-mail address, and get no invitation: {names}. Tell them yourself.",
)
NOT_HERE = Text(
    "Outlook er ikke koblet til Varsle her. Kall inn i Outlook selv, og skriv referat her etterpå. Ingenting er "
    "endret.",
    "Outlook er ikkje kopla til Varsle her. Kall inn i Outlook sjølv, og skriv referat her etterpå. Ingenting er "
    "endra.",
    "Outlook is not connected to Varsle here. Call the meeting in Outlook yourself, and write minutes here afterwards. "
    "Nothing has been changed.",
)


def found_out(look: Look, how: str, unread: str, unreached: str) -> str:
    """What stands over the times. `how` is how it went: a key of `_HOW`, "" when some were found."""
    said = [look.w(_HOW[how])] if how in _HOW else []
    named = ((UNREAD, unread), (UNREACHED, unreached))
    return " ".join([*said, *(look.w(words, names=names) for words, names in named if names)])


_HOW: Mapping[str, Text] = {"silent": SILENT, "refused": REFUSED, "none": NONE_FREE}


def not_here(look: Look, case: str) -> Card:
    return card([*title(look, MEETINGS), say(look, NOT_HERE)], [back(look, case)])


def ahead(look: Look, view: Content) -> list[CardElement]:
    """On the opened case: those ahead, those that wait for a person, and the evaluation that nobody is called to."""
    case = view.involved.case
    lines = [box(_line(look, case, line), _style(line)) for line in view.meetings]
    heading = [say(look, MEETINGS, bold=True)] if lines else []
    return [*heading, *lines, *_evaluation(look, view)]


def _evaluation(look: Look, view: Content) -> list[CardElement]:
    if view.evaluate_by is None:
        return []
    day = view.evaluate_by.isoformat()
    carried = {"case": view.involved.case, "kind": Meeting.EVALUATION.value, "before": day}
    call = sends(look, CALL_IT, "case.call_meeting", primary=False, **carried)
    return [quote(look.w(EVALUATE, day=look.date(view.evaluate_by))), buttons([call])]


def _style(line: MeetingLine) -> str:
    return "attention" if line.stuck or line.why_off or line.stage is Stage.OFF else "emphasis"


def _line(look: Look, case: str, line: MeetingLine) -> list[CardElement]:
    """What and when, what is on its way or stands in the way, who comes, and what can be done."""
    when = look.w(LASTS, when=capital(look.moment(line.starts)), minutes=line.minutes)
    head = [quote(look.w(MEETING_WORDS[Meeting(line.kind)]), bold=True), quote(when, spacing="None")]
    by = [quote(look.w(CALLED_BY, name=line.by), subtle=True, spacing="None")] if line.by else []
    drawn = [_button(look, case, line, action) for action in line.actions]
    return [*head, *by, *_state(look, line), *_replies(look, line), *([buttons(drawn)] if drawn else [])]


def _state(look: Look, line: MeetingLine) -> list[CardElement]:
    said = [say(look, WHY_OFF[line.why_off])] if line.why_off in WHY_OFF else _stage(look, line)
    said += [quote(look.w(MOVES, when=look.moment(line.wanted)))] if line.wanted else []
    said += [say(look, WAITS.get(line.waits, UNREADABLE))] if line.waits else []
    said += [say(look, NOT_DONE, bold=True), say(look, _stuck(line))] if line.stuck else []
    said += [say(look, UNSURE)] if line.is_unsure else []
    return said + ([say(look, HELD)] if line.is_over else [])


def _stage(look: Look, line: MeetingLine) -> list[CardElement]:
    return [say(look, _STAGES[line.stage])] if line.stage in _STAGES else []


def _stuck(line: MeetingLine) -> Text:
    """What was not done, by what was asked: only of what was to be called is it said to call it."""
    asked = {Stage.CALLED_OFF: STILL_THERE, Stage.MOVED: NOT_MOVED if line.stage is Stage.SET else _AGAIN}
    return asked.get(line.asked, STUCK.get(line.stuck, _AGAIN))


def _replies(look: Look, line: MeetingLine) -> list[CardElement]:
    if line.stage not in (Stage.SET, Stage.MOVED):
        return []
    by_reply = {reply: _named(line.replies, reply) for reply in REPLIES}
    left_out = [quote(look.w(UNINVITED, names=", ".join(line.uninvited)))] if line.uninvited else []
    return left_out + [
        quote(look.w(words, names=", ".join(by_reply[reply])), subtle=True, spacing="None")
        for reply, words in REPLIES.items()
        if by_reply[reply]
    ]


def _named(replies: Iterable[tuple[str, Reply]], wanted: Reply) -> Sequence[str]:
    return [name for name, reply in replies if reply is wanted and name]


def _button(look: Look, case: str, line: MeetingLine, action: str) -> Action:
    again = TRY_AGAIN if line.stage is Stage.STUCK else MOVE
    words = {"move_meeting": again, "cancel_meeting": CANCEL}.get(action, ACTIONS[action].name)
    return sends(look, words, f"case.{action}", primary=action == "minutes", case=case, meeting=line.id)
