import { el, icon } from "./dom.js";
import { OpenPage } from "./open-page.js";
import { words } from "./words.js";

const STUDENT = "student";
const PAGE = "page";

/** A student's phone beside the school's people: the student's own Teams, or the school's open page without sign-in. */
export class Phone {
  #students = [];

  constructor() {
    this.page = new OpenPage();
    this.screen = el("div", { class: "phone-screen" });
    this.badge = el("span", { class: "badge", hidden: true });
    this.choices = new Map([STUDENT, PAGE].map((which) => [which, this.#choice(which)]));
    this.fold = el(
      "button",
      { type: "button", class: "icon-button phone-fold", "aria-controls": "phone", testid: "phone-fold", on: { click: () => this.#fold(!this.element.classList.contains("folded")) } },
      icon("chevron"),
    );
    const group = el("div", { class: "phone-choices", role: "group", "aria-label": words.phone.label }, ...this.choices.values());
    const name = el("span", { class: "phone-name", "aria-hidden": "true" }, words.phone.label);
    this.element = el(
      "section",
      { class: "phone", id: "phone", "aria-label": words.phone.label, testid: "phone" },
      el("div", { class: "phone-head" }, group, this.fold),
      name,
      el("div", { class: "phone-body" }, el("span", { class: "phone-speaker", "aria-hidden": "true" }), this.screen),
    );
    this.#fold(false);
    this.choose(STUDENT);
  }

  #choice(which) {
    const button = el("button", { type: "button", class: "choice", testid: `phone-${which}`, on: { click: () => this.choose(which) } }, words.phone[which]);
    if (which === STUDENT) button.append(this.badge);
    return button;
  }

  #fold(isFolded) {
    this.element.classList.toggle("folded", isFolded);
    this.fold.setAttribute("aria-expanded", String(!isFolded));
    this.fold.setAttribute("aria-label", isFolded ? words.phone.unfold : words.phone.fold);
  }

  /** Which of the two is on the screen. The page is not fetched before somebody looks at it. */
  choose(which) {
    this.element.dataset.shown = which;
    this.choices.forEach((button, key) => button.setAttribute("aria-pressed", String(key === which)));
    if (which === PAGE) this.page.open();
  }

  /** @param {import("./column.js").Column[]} columns the students' @param {{id: string, page: string|null}} school */
  seat(columns, school) {
    this.#students = columns.map(({ person }) => person.id);
    this.screen.replaceChildren(...columns.map(({ element }) => element), this.page.element);
    this.choices.get(PAGE).hidden = !school.page;
    if (!school.page) this.choose(STUDENT);
  }

  /** The page's address, which changes when everything begins anew. */
  show(school) {
    this.page.show(school);
    if (this.element.dataset.shown === PAGE) this.page.open();
  }

  unread(person, count) {
    if (!this.#students.includes(person)) return;
    this.badge.hidden = count === 0;
    this.badge.replaceChildren(String(count), el("span", { class: "unseen" }, ` ${words.unread(count)}`));
  }
}
