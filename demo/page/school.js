import { el, icon } from "./dom.js";
import { words } from "./words.js";

const ROOMY = "(min-width: 901px) and (min-height: 760px)";

/** Which school is shown, and how it does it: its own plan, line by line, each with the plan's own words. */
export class SchoolBar {
  #shown = "";

  /** @param {HTMLElement} host @param {(school: string) => void} onChosen */
  constructor(host, onChosen) {
    const choose = () => onChosen(this.select.value);
    this.select = el("select", { id: "school-choice", class: "school-choice", testid: "school", on: { change: choose } });
    this.title = el("span", {});
    this.list = el("ul", { class: "ways", id: "ways", "aria-labelledby": "ways-toggle", testid: "ways" });
    this.toggle = el(
      "button",
      { type: "button", id: "ways-toggle", class: "ways-toggle", "aria-controls": "ways", testid: "ways-toggle", on: { click: () => this.#open(this.list.hidden) } },
      this.title,
      icon("chevron"),
    );
    this.name = el("p", {});
    const label = el("label", { for: "school-choice" }, words.school.label);
    const choice = el("div", { class: "school-who" }, label, this.select, this.name);
    host.append(el("div", { class: "school" }, choice, this.toggle, this.list));
    this.#open(matchMedia(ROOMY).matches);
  }

  #open(isOpen) {
    this.list.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
  }

  /** What somebody has unfolded stays so until another school is shown. */
  show({ schools, school }) {
    if (this.#shown === school.id) return;
    this.#shown = school.id;
    this.select.replaceChildren(...schools.map(({ id, shortName }) => el("option", { value: id }, shortName)));
    this.select.value = school.id;
    this.name.replaceChildren(school.name, el("br"), school.owner);
    this.title.textContent = words.school.how(school.shortName);
    this.list.replaceChildren(...school.lines.map(way));
    this.list.scrollTop = 0;
  }
}

function way({ text, rule, source, later }) {
  if (!rule) return el("li", { class: "way" }, el("p", { class: "way-head" }, text, " ", el("span", { class: "way-tag" }, words.school.usual)));
  const summary = el(
    "summary",
    { class: "way-head" },
    text,
    " ",
    el("span", { class: "rule", title: source }, el("span", { class: "unseen" }, words.school.quoted), rule, icon("chevron")),
    " ",
    later && el("span", { class: "way-tag way-later", title: words.school.laterHint }, words.school.later),
  );
  return el("li", { class: "way" }, el("details", { testid: `way-${rule}` }, summary, el("blockquote", {}, source)));
}
