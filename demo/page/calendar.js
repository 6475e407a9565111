import { changeInOutlook, reply } from "./api.js";
import { announce, el, icon, toast } from "./dom.js";
import { clockTime, day, dayKey } from "./time.js";
import { words } from "./words.js";

const ROOMY = "(min-height: 860px) and (min-width: 901px)";
/** In the order they are told: who comes first. */
const ANSWERS = ["accepted", "tentative", "declined", "none"];
const REPLIES = ["accepted", "tentative", "declined"];
const DEEDS = ["move", "delete"];

/**
 * One person's calendar in Outlook: the meetings ahead, and what the person may do there without the bot.
 * It shares its `name` with what else stands above the chat: one is unfolded at a time, so that the chat keeps its room.
 */
export class Calendar {
  #coming = 0;
  #shown = "[]";

  /**
   * @param {{id: string, name: string}} person
   * @param {{hold: (change: () => void) => void, goOn: () => void}} beside `hold` does something that takes room from
   * the chat; `goOn` takes the focus when what had it is gone
   */
  constructor(person, { hold, goOn }) {
    this.person = person;
    this.hold = hold;
    this.goOn = goOn;
    this.count = el("span", { class: "calendar-count", testid: "calendar-count" });
    this.list = el("ul", { class: "meetings", "aria-label": words.calendar.of(person.name), testid: "meetings" });
    const toggle = (event) => (event.preventDefault(), this.#open(!this.element.open));
    this.summary = el("summary", { on: { click: toggle } }, icon("calendar"), words.calendar.title, this.count, icon("chevron"));
    this.element = el("details", { class: "calendar", name: `above-${person.id}`, hidden: true, testid: "calendar" }, this.summary, this.list);
  }

  #open(isOpen) {
    this.hold(() => (this.element.open = isOpen));
  }

  /** What somebody has folded stays so until another meeting comes. */
  show(meetings) {
    const found = JSON.stringify(meetings);
    if (found === this.#shown) return;
    this.#shown = found;
    const coming = meetings.filter((meeting) => !meeting.isCalledOff).length;
    this.hold(() => this.#draw(meetings, coming));
    if (coming > this.#coming) announce(words.calendar.arrived(this.person.name));
    this.#coming = coming;
  }

  #draw(meetings, coming) {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.count.textContent = coming ? words.calendar.count(coming) : words.calendar.countOff(meetings.length);
    this.list.replaceChildren(...meetings.map((meeting) => this.#meeting(meeting)));
    this.element.hidden = meetings.length === 0;
    if (coming === 0) this.element.open = false;
    else if (coming > this.#coming && matchMedia(ROOMY).matches) this.element.open = true;
    if (focused) this.#focusAgain(focused);
  }

  #focusAgain(key) {
    const same = [...this.list.querySelectorAll("button")].find((button) => button.dataset.key === key);
    if (same && this.element.open) same.focus({ preventScroll: true });
    else if (this.element.hidden) this.goOn();
    else this.summary.focus();
  }

  #meeting(meeting) {
    const { subject, organiser, isCalledOff } = meeting;
    return el(
      "li",
      { class: isCalledOff ? "meeting meeting-off" : "meeting", data: { event: meeting.id }, testid: "meeting" },
      el("p", { class: "meeting-subject" }, el("span", {}, subject), isCalledOff && el("span", { class: "meeting-tag" }, words.calendar.calledOff)),
      el("p", { class: "meeting-when" }, el("span", {}, when(meeting))),
      el("p", { class: "meeting-from" }, el("span", { class: "private", title: words.calendar.privateHint }, icon("lock"), words.calendar.private), words.calendar.from(organiser)),
      !isCalledOff && answers(meeting),
      !isCalledOff && this.#choices(meeting),
    );
  }

  #choices(meeting) {
    const { id: event, isMine, subject } = meeting;
    const run = isMine ? changeInOutlook : reply;
    const label = words.calendar.inOutlook;
    const buttons = (isMine ? DEEDS : REPLIES).map((choice) =>
      el(
        "button",
        {
          type: "button",
          class: "choice",
          title: words.calendar.withoutBot,
          "aria-pressed": isMine ? null : String(meeting.reply === choice),
          data: { key: `${event} ${choice}` },
          testid: `meeting-${choice}`,
          on: { click: () => this.#run(run, event, choice) },
        },
        words.calendar.choices[choice],
      ),
    );
    return el("div", { class: "choices", role: "group", "aria-label": `${label} ${subject}` }, el("span", {}, label), ...buttons);
  }

  /** What it leads to is told by the demonstration, to everybody it concerns. */
  #run(run, event, choice) {
    return run(this.person.id, event, choice).catch(() => toast(words.failure.title));
  }
}

function answers({ answers: given }) {
  const told = ANSWERS.map((reply) => [reply, given.filter((one) => one.reply === reply).map(({ name }) => name)]);
  const lines = told.filter(([, names]) => names.length).map(([reply, names]) =>
    el("li", { class: `answer answer-${reply}` }, el("b", {}, words.calendar.answers[reply]), ` ${names.join(", ")}`),
  );
  return el("ul", { class: "answers", "aria-label": words.calendar.answered }, ...lines);
}

/** tirsdag 24. november kl. 10:00–10:45 */
function when({ starts, ends }) {
  const end = dayKey(starts) === dayKey(ends) ? clockTime(ends) : `${day(ends)} ${clockTime(ends)}`;
  return words.calendar.when(day(starts), clockTime(starts), end);
}
