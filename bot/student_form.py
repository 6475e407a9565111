"""A student's form as it stands: what is known beforehand, what can be chosen, and what is said beside a page."""

from __future__ import annotations

from dataclasses import replace

from bot.ask import Page
from bot.filling import Filling
from cards import caution, question, student
from cards.parts import CardElement
from cards.student import Onward
from dialogs.before_sending import (
    ADULTS_THERE,
    ASKS_FIRST,
    BEFORE_SENDING,
    NOBODY,
    NOT_ENOUGH,
    PAST_THE_SCHOOL,
    SHARING,
    SHARING_NOWHERE,
    SHARING_PAST,
)
from dialogs.report import accused_in
from dialogs.student import TOLD_IN
from domain import codes, flow
from domain.caution import found
from domain.flow import Option
from domain.origin import Naming
from domain.people import Person, PersonId, Register, Role
from domain.profile import School
from domain.report import ByStaff
from domain.students import Way, adults, keeps_to_herself, kind_of, openers, way


def keeper(form: Filling) -> tuple[PersonId, str]:
    """Under whom and as what its answers are kept: nothing that leads to who is filling it in."""
    return codes.author(form.token), codes.kept(form.token)


def name_of(form: Filling) -> str:
    return _register(form).name(form.ask.speaker.id) or form.ask.speaker.name


def informed(form: Filling) -> Filling:
    """With where it would go as it is answered now, and what can be chosen because of that."""
    going, school = _going(form), form.school
    if going is None or school is None:
        return form
    register, look = _register(form), form.desk.look(form.ask)
    people = adults(going, _out(form), school.id, register)
    known = {
        ADULTS_THERE: bool(people),
        PAST_THE_SCHOOL: going.past_the_school,
        ASKS_FIRST: keeps_to_herself(form.answers.get("adult", ""), school.id, register),
    }
    offered = (Option(p.id, register.titled(p, school.id)) for p in people)
    more = {
        "adults": (Option(NOBODY, student.NOBODY_IN_PARTICULAR), *offered),
        "naming": student.namings(look, _onward(form, going, school)),
    }
    return replace(form, known={name: str(is_so).lower() for name, is_so in known.items()}, more=more)


def _going(form: Filling) -> Way | None:
    """None while it is not answered whether somebody who works at the school has done it."""
    school, said = form.school, form.answers.get("by_staff", "")
    if school is None or said not in set(ByStaff):
        return None
    return way(ByStaff(said), accused_in(form.answers), school.id, _register(form), form.desk.now())


def _out(form: Filling) -> frozenset[PersonId]:
    return accused_in(form.answers) | {form.ask.speaker.id}


def _register(form: Filling) -> Register:
    return form.desk.house.register


def _onward(form: Filling, going: Way, school: School) -> Onward:
    register, out = _register(form), _out(form)
    people = adults(going, out, school.id, register)
    url = form.desk.public_url
    return Onward(
        readers=tuple((_role(register.people[who], school.id), register.name(who)) for who in going.first),
        openers=tuple(p.name for p in openers(going, out, school.id, register)),
        past_the_school=going.past_the_school,
        owner=school.owner.name,
        owner_contact=school.owner.contact,
        has_adults=bool(people),
        keeps_to_herself=any(p.holds(school.id, Role.SCHOOL_NURSE) for p in people),
        page=f"{url}/meld/{school.id}" if school.page and url else "",
    )


def _role(person: Person, school: str) -> Role:
    return person.held(school) or Role.STAFF


def draw(form: Filling, page: flow.Page, problems: flow.Problems = question.NO_PROBLEMS, note: str = "") -> Page:
    """The page, with what must be known before it is sent beside it."""
    form = informed(form)
    if page is BEFORE_SENDING and not form.answers.get("adult"):
        form = form.having(adult=NOBODY)
    if page in (SHARING, SHARING_PAST, SHARING_NOWHERE) and not form.answers.get("share"):
        form = form.having(share="no")
    return form.draw(page, problems, note, _beside(form, page))


def _beside(form: Filling, page: flow.Page) -> list[CardElement]:
    going, look, school = _going(form), form.desk.look(form.ask), form.school
    if going is None or school is None:
        return []
    if page is BEFORE_SENDING:
        view = _onward(form, going, school)
        told = student.before_sending(look, view)
        return [*_cautions(form), *told, *student.without_signing_in(look, view)]
    if page in (SHARING, SHARING_PAST):
        return _wish_alone(form)
    if page is SHARING_NOWHERE:
        return student.a_wish_anyway(look, _register(form).name(form.answers.get("adult", "")))
    return _in_danger(form) if page is NOT_ENOUGH else []


def _cautions(form: Filling) -> list[CardElement]:
    """What is said because of what stands in the text: whom to call, and what shows who wrote it to one who may want
    the name held apart."""
    seen = found(form.answers.get(TOLD_IN[kind_of(form.answers["kind"])].id, ""), name_of(form))
    in_danger = form.answers.get("danger") == "yes"
    shows = seen.own_name or seen.class_name or seen.contact
    naming = form.answers.get("naming", "")
    apart = naming == Naming.CONFIDENTIAL or (not naming and shows)
    look = form.desk.look(form.ask)
    notes = caution.notes(look, replace(seen, danger_words=seen.danger_words and not in_danger), form.school, apart)
    return [*(_in_danger(form) if in_danger else []), *notes]


def _wish_alone(form: Filling) -> list[CardElement]:
    """Whatever is answered, a guest gets the wish, and with it the name: never unknown to one who holds it apart."""
    her = _register(form).person(form.answers.get("adult", ""))
    return student.only_a_wish(form.desk.look(form.ask), her.name, her.guest) if her else []


def _in_danger(form: Filling) -> list[CardElement]:
    return question.emergency(form.desk.look(form.ask), form.school.in_danger) if form.school else []
