import { moveClock, moveToMorning, reset } from "./api.js";
import { announce, el, icon, toast } from "./dom.js";
import { openMenu } from "./menu.js";
import { confirmFirst } from "./modal.js";
import { OutlookSwitch } from "./outlook.js";
import { clockTime, length, longDate, shortDate } from "./time.js";
import { words } from "./words.js";

const MOVES = [
  { testid: "clock-15", label: words.clock.quarter, run: () => moveClock(15) },
  { testid: "clock-60", label: words.clock.hour, run: () => moveClock(60) },
  { testid: "clock-120", label: words.clock.twoHours, run: () => moveClock(120) },
  { testid: "clock-morning", label: words.clock.morning, run: moveToMorning },
  { testid: "clock-week", label: words.clock.week, run: () => moveClock(7 * 24 * 60) },
];

/** What this is, the clock, whether Outlook answers, and a way to begin again. */
export class Header {
  #clock = null;
  #received = 0;

  /**
   * @param {HTMLElement} host
   * @param {{moved: () => void, begunAgain: () => void}} after what has been done there
   */
  constructor(host, after) {
    this.after = after;
    this.time = el("time", { class: "clock-time", testid: "clock-time" });
    this.date = el("span", { class: "clock-date", testid: "clock-date" });
    this.shortDate = el("span", { class: "clock-date-short" });
    this.moved = el("span", { class: "pill", testid: "clock-moved" });
    this.surface = el("span", { class: "surface", title: words.surfaceHint, testid: "surface" });
    this.offline = el("p", { class: "offline", role: "alert", hidden: true }, words.failure.offline);
    this.outlook = new OutlookSwitch();
    host.append(this.#brand(), this.#strip(), this.outlook.note, this.offline);
    setInterval(() => this.#tick(), 1000);
  }

  #brand() {
    return el(
      "div",
      { class: "brand" },
      el("span", { class: "logo" }, icon("mark")),
      el("div", { class: "brand-name" }, el("h1", {}, words.product), el("p", {}, words.tagline)),
      el("p", { class: "note" }, icon("lock"), el("span", {}, words.demonstration)),
      this.surface,
      resetButton(this.after.begunAgain),
    );
  }

  #strip() {
    const date = el("span", { class: "clock-when" }, this.date, this.shortDate, this.moved);
    const shown = el("div", { class: "clock-now" }, icon("clock"), this.time, date);
    const buttons = MOVES.map((move) => el("button", { type: "button", class: "button", testid: move.testid, on: { click: () => this.#move(move) } }, move.label));
    const choose = () => openMenu(menu, [...MOVES.map((move) => ({ label: move.label, run: () => this.#move(move) })), ...this.outlook.choices()]);
    const menu = el(
      "button",
      { type: "button", class: "button clock-menu", "aria-haspopup": "menu", "aria-expanded": "false", testid: "clock-menu", on: { click: choose } },
      words.clock.forward,
      icon("chevron"),
    );
    return el(
      "section",
      { class: "strip", "aria-label": words.clock.title },
      shown,
      this.outlook.element,
      el("div", { class: "clock-buttons" }, el("span", { class: "clock-label" }, words.clock.forward), ...buttons),
      el("div", { class: "clock-narrow" }, menu),
    );
  }

  #move(move) {
    return move.run().then(this.after.moved, () => toast(words.failure.title));
  }

  show({ clock, surface, graph }) {
    this.outlook.show(graph);
    const jumped = this.#clock !== null && this.#clock.moved !== clock.moved;
    this.#clock = clock;
    this.#received = Date.now();
    this.surface.textContent = words.surface[surface] ?? "";
    this.surface.hidden = !words.surface[surface];
    this.moved.replaceChildren(...moved(clock.moved));
    this.moved.classList.toggle("pill-moved", clock.moved > 0);
    this.#tick();
    if (jumped) announce(words.clock.nowIs(clockTime(clock.now)));
  }

  contact(isThere) {
    this.offline.hidden = isThere;
  }

  /** Between two looks at the real clock this one goes on by itself. */
  #tick() {
    if (!this.#clock) return;
    const now = Date.parse(this.#clock.now) + Date.now() - this.#received;
    this.time.textContent = clockTime(now);
    this.date.textContent = longDate(now);
    this.shortDate.textContent = shortDate(now);
  }
}

/** In words, and shorter where there is little room. */
function moved(minutes) {
  if (!minutes) return [words.clock.unmoved];
  return [
    el("span", { class: "roomy" }, words.clock.moved(length(minutes))),
    el("span", { class: "tight" }, words.clock.movedShort(length(minutes))),
  ];
}

function resetButton(begunAgain) {
  const begin = () => reset().then(() => (begunAgain(), toast(words.reset.done)), () => toast(words.failure.title));
  const ask = () => confirmFirst(words.reset, button, begin);
  const button = el(
    "button",
    { type: "button", class: "button button-ghost", "aria-label": words.reset.button, testid: "reset", on: { click: ask } },
    icon("restart"),
    el("span", {}, words.reset.button),
  );
  return button;
}
