import { avatar } from "./column.js";
import { el } from "./dom.js";
import { words } from "./words.js";

/** Where there is no room for everybody side by side: one at a time. */
export class Tabs {
  #tabs = new Map();

  /** @param {HTMLElement} host @param {(person: string) => void} onChosen */
  constructor(host, onChosen) {
    this.host = host;
    this.onChosen = onChosen;
    host.setAttribute("aria-label", words.people);
  }

  add(person) {
    const badge = el("span", { class: "badge", hidden: true });
    const tab = el(
      "button",
      { type: "button", class: "tab", testid: "tab", data: { tab: person.id }, on: { click: () => this.choose(person.id) } },
      el("span", { class: "face" }, avatar(person), badge),
      el("span", { class: "tab-name" }, person.roleName),
    );
    this.#tabs.set(person.id, { tab, badge });
    this.host.append(tab);
  }

  unread(person, count) {
    const badge = this.#tabs.get(person)?.badge;
    if (!badge) return;
    badge.hidden = count === 0;
    badge.replaceChildren(String(count), el("span", { class: "unseen" }, ` ${words.unread(count)}`));
  }

  choose(chosen) {
    for (const [id, { tab }] of this.#tabs) {
      tab.setAttribute("aria-current", String(id === chosen));
      document.getElementById(`column-${id}`)?.classList.toggle("chosen", id === chosen);
    }
    this.onChosen(chosen);
  }
}
