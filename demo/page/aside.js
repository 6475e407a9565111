import { avatar } from "./column.js";
import { el } from "./dom.js";
import { words } from "./words.js";

/** The others at the school whom a student may choose: a face each at the edge, and a column when somebody asks. */
export class Aside {
  #faces = new Map();
  #open = new Set();

  /** @param {() => void} onChanged */
  constructor(onChanged) {
    this.onChanged = onChanged;
    this.element = el("nav", { class: "aside", "aria-label": words.aside, testid: "aside" });
  }

  isOpen({ id }) {
    return this.#open.has(id);
  }

  seat(people) {
    people.filter(({ id }) => !this.#faces.has(id)).forEach((person) => this.#add(person));
    this.element.replaceChildren(...people.map(({ id }) => this.#faces.get(id).button));
    this.element.hidden = people.length === 0;
  }

  #add(person) {
    const badge = el("span", { class: "badge", hidden: true });
    const button = el(
      "button",
      {
        type: "button", class: "aside-face", title: `${person.name}, ${person.roleName.toLowerCase()}`, "aria-pressed": "false",
        testid: "aside-face", data: { person: person.id, role: person.role }, on: { click: () => this.#toggle(person.id) },
      },
      el("span", { class: "face" }, avatar(person), badge),
      el("span", { class: "aside-role" }, person.roleName),
    );
    this.#faces.set(person.id, { button, badge });
  }

  #toggle(id) {
    if (!this.#open.delete(id)) this.#open.add(id);
    this.#faces.get(id).button.setAttribute("aria-pressed", String(this.#open.has(id)));
    this.onChanged(id);
  }

  unread(person, count) {
    const badge = this.#faces.get(person)?.badge;
    if (!badge) return;
    badge.hidden = count === 0;
    badge.replaceChildren(String(count), el("span", { class: "unseen" }, ` ${words.unread(count)}`));
  }
}
