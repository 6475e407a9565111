import { renderCard } from "./cards.js";
import { el, icon } from "./dom.js";
import { markdown } from "./markdown.js";
import { follow } from "./press.js";
import { clockTime, day, dayKey } from "./time.js";
import { words } from "./words.js";

/** Pixels from the end that still count as being at the end, and how long a change is marked, in milliseconds. */
const NEAR = 80;
const FLASH = 2400;

/** One person's messages. A message is drawn again only when its version has changed. */
export class Chat {
  #rows = new Map();
  #filled = false;
  #place = 0;
  #begun = 0;

  /**
   * @param {{id: string, name: string, locale: string}} person
   * @param {(activity: string, host: HTMLElement, pressed: object) => void} onPress
   */
  constructor(person, onPress) {
    this.person = person;
    this.onPress = onPress;
    this.list = el("div", { class: "messages" });
    this.log = el(
      "div",
      { class: "log", role: "log", "aria-live": "off", "aria-label": words.chat.log(person.name), tabindex: 0, testid: "log" },
      this.list,
    );
    this.jump = el("button", { type: "button", class: "jump", hidden: true, on: { click: () => this.toEnd() } }, words.chat.jump, icon("down"));
    this.log.addEventListener("scroll", () => this.#atEnd() && (this.jump.hidden = true), { passive: true });
    this.element = el("div", { class: "chat" }, this.log, this.jump);
  }

  /**
   * Draws what is new.
   * @returns {string[]} the bot's messages that are new or changed; none the first time
   */
  show(messages) {
    const following = this.#atEnd() || this.#isUntouched();
    this.#forget(new Map(messages.map((message) => [message.id, message.sentAt])));
    const drawn = messages.filter((message, index) => this.#draw(message, messages[index - 1]));
    if (!this.#filled) this.#toLatest();
    else this.#keepUp(drawn.filter(({ isNew }) => isNew), following);
    const told = this.#filled ? drawn : [];
    this.#filled = true;
    return told.filter((message) => message.sender === "bot").map((message) => message.id);
  }

  /** Does something that gives the log another height: whoever is at the end stays there. */
  hold(change) {
    const following = this.#atEnd();
    change();
    if (following) this.toEnd();
  }

  /** The last message from its beginning, or where it ends, when all of it is in sight. */
  #toLatest() {
    this.toEnd();
    const last = this.list.lastElementChild;
    if (last) this.log.scrollTop = Math.min(this.log.scrollTop, last.offsetTop);
    this.#begun = this.log.scrollTop;
  }

  /** Nobody has moved anything since the greeting: what comes next is followed. */
  #isUntouched() {
    return this.#rows.size === 1 && this.log.scrollTop === this.#begun;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.jump.hidden = true;
  }

  /** Off the page a chat forgets where it was read, and what has arrived would arrive again. */
  leave() {
    this.#place = this.#atEnd() ? Infinity : this.log.scrollTop;
    this.list.querySelectorAll(".arrives").forEach((article) => article.classList.remove("arrives"));
  }

  comeBack() {
    this.log.scrollTop = Math.min(this.#place, this.log.scrollHeight);
  }

  #atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  /** As before the first message: what comes next is not news. */
  clear() {
    this.#forget(new Map());
    this.#filled = false;
  }

  /** A message is the same as long as its id and its time are: ids may begin again when everything does. */
  #forget(present) {
    for (const [id, { row, sentAt }] of this.#rows) {
      if (present.get(id) === sentAt) continue;
      row.remove();
      this.#rows.delete(id);
    }
  }

  /** True when something was drawn; a new message is marked `isNew`. */
  #draw(message, previous) {
    const known = this.#rows.get(message.id);
    if (known?.version === message.version) return false;
    if (known) this.#replace(known, message);
    else this.#add(message, previous);
    message.isNew = !known;
    return true;
  }

  #add(message, previous) {
    const row = el("div", { class: "row" });
    if (!previous || dayKey(previous.sentAt) !== dayKey(message.sentAt)) {
      row.append(el("p", { class: "day" }, el("span", {}, day(message.sentAt))));
    }
    const article = this.#article(message);
    if (this.#filled) article.classList.add("arrives");
    row.append(article);
    this.list.append(row);
    this.#rows.set(message.id, { row, article, version: message.version, sentAt: message.sentAt });
  }

  #replace(known, message) {
    const focused = known.article.contains(document.activeElement);
    const article = this.#article(message);
    article.classList.add("updated");
    setTimeout(() => article.classList.remove("updated"), FLASH);
    known.article.replaceWith(article);
    if (focused) article.focus({ preventScroll: true });
    this.#rows.set(message.id, { ...known, article, version: message.version });
  }

  #article(message) {
    const mine = message.sender !== "bot";
    const name = mine ? this.person.name : words.chat.bot;
    const article = el("article", {
      class: mine ? "message mine" : "message",
      tabindex: -1,
      "aria-label": `${name}, ${clockTime(message.sentAt)}`,
      data: { activity: message.id, version: String(message.version) },
    });
    article.append(this.#line(message, mine, name));
    if (message.text) article.append(bubble(message.text, mine, this.person.locale));
    if (message.card) article.append(this.#card(message));
    return article;
  }

  #line(message, mine, name) {
    const changed = message.updatedAt && message.updatedAt !== message.sentAt;
    return el(
      "p",
      { class: "line" },
      !mine && el("span", { class: "bot-face" }, icon("mark")),
      !mine && el("span", { class: "sender" }, name),
      el("time", { datetime: message.sentAt }, clockTime(message.sentAt)),
      changed && el("span", { class: "changed", testid: "updated" }, words.chat.updated(clockTime(message.updatedAt))),
    );
  }

  #card(message) {
    const host = el("div", { class: "bubble bubble-card", tabindex: -1 });
    const setting = { where: "chat", locale: this.person.locale };
    host.append(renderCard(message.card, setting, (pressed) => this.onPress(message.id, host, pressed)));
    return host;
  }

  /** Follows what arrives, but never past its beginning, and never away from what somebody is reading. */
  #keepUp(arrived, following) {
    if (!arrived.length) return;
    const mine = arrived.some((message) => message.sender !== "bot");
    if (!following && !mine) {
      this.jump.hidden = false;
      return;
    }
    const first = this.#rows.get(arrived[0].id).row;
    const start = first.offsetTop - 12;
    const end = this.log.scrollHeight - this.log.clientHeight;
    this.log.scrollTo({ top: Math.min(start, end) < 0 ? 0 : Math.min(start, end), behavior: "smooth" });
    this.jump.hidden = start >= end - NEAR;
  }
}

/** What a person writes is text; what the bot writes is Markdown, as in Teams. */
function bubble(text, mine, locale) {
  const click = (event) => {
    const anchor = event.target.closest("a");
    if (anchor) (event.preventDefault(), follow(anchor.href));
  };
  return el("div", { class: mine ? "bubble bubble-mine" : "bubble", lang: locale, on: { click } }, mine ? text : markdown(text));
}
