import { el, icon } from "./dom.js";
import { words } from "./words.js";

const ROOMY = "(min-width: 901px) and (min-height: 760px)";

/** Which school is shown, how it does it (its own plan, line by line, in the plan's own words), and what one can try. */
export class SchoolBar {
  #shown = "";

  /** @param {HTMLElement} host @param {(school: string) => void} onChosen */
  constructor(host, onChosen) {
    const choose = () => onChosen(this.select.value);
    this.select = el("select", { id: "school-choice", class: "school-choice", testid: "school", on: { change: choose } });
    this.title = el("span", {});
    this.list = el("ul", { class: "ways", id: "ways", "aria-labelledby": "ways-toggle", testid: "ways" });
    const tries = el("ol", { class: "ways tries", id: "tries", "aria-labelledby": "tries-toggle", testid: "tries" }, ...words.school.tries.map(attempt));
    this.folds = [this.#fold(this.list, this.title), this.#fold(tries, el("span", {}, words.school.try))];
    this.name = el("p", {});
    const label = el("label", { for: "school-choice" }, words.school.label);
    const choice = el("div", { class: "school-who" }, label, this.select, this.name);
    const toggles = el("div", { class: "ways-toggles" }, ...this.folds.map(({ toggle }) => toggle));
    host.append(el("div", { class: "school" }, choice, toggles, this.list, tries));
    this.#open(matchMedia(ROOMY).matches ? this.list : null);
  }

  #fold(list, title) {
    const toggle = el(
      "button",
      { type: "button", id: `${list.id}-toggle`, class: "ways-toggle", "aria-controls": list.id, testid: `${list.id}-toggle`, on: { click: () => this.#open(list.hidden ? list : null) } },
      title,
      icon("chevron"),
    );
    return { list, toggle };
  }

  /** One at a time: they share the room. */
  #open(shown) {
    for (const { list, toggle } of this.folds) {
      list.hidden = list !== shown;
      toggle.setAttribute("aria-expanded", String(list === shown));
    }
  }

  /** What somebody has unfolded stays so until another school is shown. */
  show({ schools, school }) {
    if (this.#shown === school.id) return;
    this.#shown = school.id;
    this.select.replaceChildren(...schools.map(({ id, shortName }) => el("option", { value: id }, shortName)));
    this.select.value = school.id;
    this.name.replaceChildren(school.name, el("br"), school.owner);
    const { before, anybody, after } = words.school.how;
    this.title.replaceChildren(before, el("span", { class: "its-name", data: { anybody } }, el("span", {}, school.shortName)), after);
    this.list.replaceChildren(...school.lines.map(way));
    this.list.scrollTop = 0;
  }
}

function attempt([what, how]) {
  return el("li", { class: "way" }, el("p", { class: "way-head" }, el("b", {}, what), el("br"), how));
}

function way({ text, rule, source }) {
  if (!rule) return el("li", { class: "way" }, el("p", { class: "way-head" }, text, " ", el("span", { class: "way-tag" }, words.school.usual)));
  const summary = el(
    "summary",
    { class: "way-head" },
    text,
    " ",
    el("span", { class: "rule", title: source }, el("span", { class: "unseen" }, words.school.quoted), rule, icon("chevron")),
  );
  return el("li", { class: "way" }, el("details", { testid: `way-${rule}` }, summary, el("blockquote", {}, source)));
}
