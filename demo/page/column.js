import { Failure, messageAction, say, setLanguage } from "./api.js";
import { Calendar } from "./calendar.js";
import { Chat } from "./chat.js";
import { el, icon, toast } from "./dom.js";
import { openMenu } from "./menu.js";
import { failure } from "./press.js";
import { words } from "./words.js";

/** A person's picture: initials in their own colour. */
export function avatar(person) {
  const face = el("span", { class: "avatar", "aria-hidden": "true" }, person.initials);
  if (person.colour) face.style.setProperty("--face", person.colour);
  return face;
}

/** One person's Teams: who it is, the private chat with the bot, and something to write in. */
export class Column {
  #unread = new Set();
  #badge = el("span", { class: "badge", hidden: true, testid: "unread" });

  /**
   * @param {object} person with `roleName`, and `colleague` for a teacher
   * @param {{presses: import("./press.js").Presses, onUnread: (count: number) => void}} setting
   */
  constructor(person, { presses, onUnread }) {
    this.person = person;
    this.presses = presses;
    this.onUnread = onUnread;
    this.chat = new Chat(person, (activity, host, pressed) => presses.inChat(person, activity, host, pressed));
    this.calendar = new Calendar(person, { hold: (change) => this.chat.hold(change), goOn: () => this.chat.log.focus() });
    this.composer = new Composer(person, () => this.chat.toEnd());
    this.empty = emptyState(Boolean(person.colleague), (text) => this.composer.send(text));
    this.chat.log.prepend(this.empty);
    this.element = this.#draw(person);
    ["pointerenter", "pointerdown", "focusin"].forEach((event) => this.element.addEventListener(event, () => this.seen()));
  }

  #draw({ id, role, colleague }) {
    const heading = `who-${id}`;
    return el(
      "section",
      { class: "column", id: `column-${id}`, "aria-labelledby": heading, data: { person: id, role, place: this.person.place ?? "staff" } },
      this.#head(heading),
      this.calendar.element,
      colleague && elsewhere(id, colleague, (host, opener) => this.#report(host, opener)),
      this.chat.element,
      this.composer.element,
    );
  }

  #head(heading) {
    const { name, roleName } = this.person;
    return el(
      "header",
      { class: "who" },
      el("span", { class: "face" }, avatar(this.person), this.#badge),
      el("div", { class: "who-text" }, el("h2", { id: heading }, roleName), el("p", { title: name }, name)),
      (this.language = languageChoice(this.person)),
    );
  }

  /** The message action on a colleague's message: opens the form with the message's words in it. */
  #report(host, opener) {
    this.presses.ask(this.person, host, () => messageAction(this.person.id, words.elsewhere.text), () => opener);
  }

  /** @returns {boolean} whether the bot has said something new */
  show(person, messages, meetings, isInSight) {
    this.person.locale = this.language.value = person.locale;
    this.empty.hidden = messages.length > 0;
    const news = this.chat.show(messages);
    this.calendar.show(meetings);
    if (!isInSight(this.element)) news.forEach((id) => this.#unread.add(id));
    const present = new Set(messages.map((message) => message.id));
    [...this.#unread].filter((id) => !present.has(id)).forEach((id) => this.#unread.delete(id));
    this.#count();
    return news.length > 0;
  }

  /** Called before it is taken off the page, and `comeBack` when it is there again. */
  leave() {
    this.chat.leave();
  }

  comeBack() {
    this.chat.comeBack();
  }

  clear() {
    this.chat.clear();
    this.seen();
  }

  seen() {
    if (this.#unread.size === 0) return;
    this.#unread.clear();
    this.#count();
  }

  #count() {
    const count = this.#unread.size;
    this.#badge.hidden = count === 0;
    this.#badge.replaceChildren(String(count), el("span", { class: "unseen" }, ` ${words.unread(count)}`));
    this.element.classList.toggle("has-news", count > 0);
    this.onUnread(count);
  }
}

class Composer {
  constructor(person, onSent) {
    this.person = person;
    this.onSent = onSent;
    this.field = el("textarea", {
      rows: 1, placeholder: words.chat.composer, "aria-label": words.chat.composerFor(person.name),
      lang: person.locale, testid: "composer", on: { keydown: (event) => this.#key(event), input: () => this.#grow() },
    });
    const button = el("button", { type: "submit", class: "icon-button send", "aria-label": words.chat.send, testid: "send" }, icon("send"));
    const submit = (event) => (event.preventDefault(), this.#submit());
    this.element = el("form", { class: "composer", on: { submit } }, this.field, button);
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 132)}px`;
  }

  #submit() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.#grow();
    this.send(text, () => (this.field.value ||= text));
  }

  /** When it fails, what was written is put back. */
  async send(text, putBack = () => {}) {
    this.element.previousElementSibling.querySelector(".failure")?.remove();
    this.onSent();
    try {
      await say(this.person.id, text);
    } catch (reason) {
      if (!(reason instanceof Failure)) throw reason;
      putBack();
      this.#grow();
      this.element.previousElementSibling.append(failure(words.failure.message, () => this.send(text, putBack)));
    }
  }
}

function languageChoice(person) {
  const options = Object.entries(words.locales).map(([locale, name]) => el("option", { value: locale, lang: locale }, name));
  const choose = () => setLanguage(person.id, select.value).catch(() => toast(words.failure.title));
  const select = el("select", { class: "language", "aria-label": words.language(person.name), testid: "language", on: { change: choose } }, ...options);
  select.value = person.locale;
  return select;
}

function emptyState(isTeacher, send) {
  const chips = words.empty.suggestions.map((text) =>
    el("button", { type: "button", class: "chip", testid: "suggestion", on: { click: () => send(text) } }, text),
  );
  return el(
    "div",
    { class: "empty" },
    el("span", { class: "bot-face bot-face-large" }, icon("mark")),
    el("p", { class: "empty-title" }, words.chat.privately),
    el("p", {}, isTeacher ? words.empty.teacher : words.empty.other),
    isTeacher && el("div", { class: "chips" }, ...chips),
  );
}

function elsewhere(id, { name, role, initials }, report) {
  const { title, time, text, more, action } = words.elsewhere;
  const sender = words.elsewhere.sender(name, words.roles[role] ?? role);
  const choose = () => openMenu(button, [{ label: action, run: () => report(message, button) }]);
  const button = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": more(name), "aria-haspopup": "menu", "aria-expanded": "false", testid: "message-menu", on: { click: choose } },
    icon("more"),
  );
  const message = el(
    "div",
    { class: "elsewhere-message" },
    el("span", { class: "avatar avatar-small", "aria-hidden": "true" }, initials),
    el("div", {}, el("p", { class: "line" }, el("span", { class: "sender" }, sender), el("time", {}, time)), el("p", { class: "elsewhere-text" }, text)),
    button,
  );
  const roomy = matchMedia("(min-height: 860px) and (min-width: 901px)").matches;
  return el("details", { class: "elsewhere", name: `above-${id}`, open: roomy, testid: "elsewhere" }, el("summary", {}, title, icon("chevron")), message);
}
