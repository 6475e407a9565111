import { avatar } from "./column.js";
import { el } from "./dom.js";
import { words } from "./words.js";

/** Where there is no room for everybody side by side: one at a time. */
export class Tabs {
  #tabs = new Map();
  #role = "";

  /** @param {HTMLElement} host @param {(person: string) => void} onChosen */
  constructor(host, onChosen) {
    this.host = host;
    this.onChosen = onChosen;
    host.setAttribute("aria-label", words.people);
  }

  /** These and no others; the one chosen is the one with the role that was chosen before. */
  seat(people) {
    people.filter(({ id }) => !this.#tabs.has(id)).forEach((person) => this.#add(person));
    this.host.replaceChildren(...people.map(({ id }) => this.#tabs.get(id).tab));
    this.choose((people.find(({ role }) => role === this.#role) ?? people[0]).id);
  }

  #add(person) {
    const badge = el("span", { class: "badge", hidden: true });
    const tab = el(
      "button",
      { type: "button", class: "tab", testid: "tab", data: { tab: person.id, role: person.role }, on: { click: () => this.choose(person.id) } },
      el("span", { class: "face" }, avatar(person), badge),
      el("span", { class: "tab-name" }, person.roleName),
    );
    this.#tabs.set(person.id, { tab, badge });
  }

  unread(person, count) {
    const badge = this.#tabs.get(person)?.badge;
    if (!badge) return;
    badge.hidden = count === 0;
    badge.replaceChildren(String(count), el("span", { class: "unseen" }, ` ${words.unread(count)}`));
  }

  choose(chosen) {
    const { tab: pressed } = this.#tabs.get(chosen);
    this.#role = pressed.dataset.role;
    for (const [id, { tab }] of this.#tabs) {
      tab.setAttribute("aria-current", String(id === chosen));
      document.getElementById(`column-${id}`)?.classList.toggle("chosen", id === chosen);
    }
    pressed.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.onChosen(chosen);
  }
}
