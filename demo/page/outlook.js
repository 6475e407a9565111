import { sendOutlookAway } from "./api.js";
import { el, toast } from "./dom.js";
import { words } from "./words.js";

/** Whether the bot gets answers from Outlook: a visitor may send it away, and sees that nothing is held up. */
export class OutlookSwitch {
  #isAway = null;

  constructor() {
    const { title, hint, there, away, told } = words.outlook;
    this.there = choice(there, "outlook-there", false);
    this.away = choice(away, "outlook-away", true);
    const label = el("span", { class: "switch-label", id: "outlook-label" }, title);
    this.element = el("div", { class: "switch", role: "group", "aria-labelledby": "outlook-label", title: hint, hidden: true, testid: "outlook" }, label, this.there, this.away);
    this.told = told;
    this.note = el("p", { class: "outlook-note", role: "status", testid: "outlook-note" });
  }

  /** @param {{away: boolean}|null} graph null where there are no calendars */
  show(graph) {
    const isAway = graph?.away ?? null;
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    this.element.hidden = isAway === null;
    this.there.setAttribute("aria-pressed", String(isAway === false));
    this.away.setAttribute("aria-pressed", String(isAway === true));
    this.note.textContent = isAway ? this.told : "";
  }

  /** For a menu, where there is no room for the switch. */
  choices() {
    if (this.#isAway === null) return [];
    const label = this.#isAway ? words.outlook.callBack : words.outlook.sendAway;
    return [{ label, run: () => send(!this.#isAway) }];
  }
}

function choice(label, testid, isAway) {
  return el("button", { type: "button", class: "choice", "aria-pressed": "false", testid, on: { click: () => send(isAway) } }, label);
}

function send(isAway) {
  return sendOutlookAway(isAway).catch(() => toast(words.failure.title));
}
