import { el, icon } from "./dom.js";
import { words } from "./words.js";

/** As a person among the tabs, where there is no room for everybody side by side. */
export const VISITOR = { id: "page", role: "page", roleName: words.openPage.short, initials: "www" };

/** The school's open page, as somebody meets it on a phone who has not signed in. It comes from the bot itself. */
export class OpenPage {
  #address = "";

  constructor() {
    this.frame = el("iframe", { class: "open-frame", referrerpolicy: "same-origin", testid: "open-page" });
    this.path = el("span", { class: "open-path" });
    this.alone = el("a", { class: "icon-button", target: "_blank", rel: "noopener", "aria-label": words.openPage.alone, title: words.openPage.alone }, icon("window"));
    const begin = () => this.#load();
    const again = el(
      "button",
      { type: "button", class: "icon-button", "aria-label": words.openPage.again, title: words.openPage.again, testid: "open-page-again", on: { click: begin } },
      icon("restart"),
    );
    const heading = "who-page";
    this.element = el(
      "section",
      { class: "column open-page", id: "column-page", "aria-labelledby": heading, data: { role: "page" } },
      el(
        "header",
        { class: "who" },
        el("div", { class: "who-text" }, el("h2", { id: heading }, words.openPage.title), el("p", {}, words.openPage.without)),
        again,
        this.alone,
      ),
      el("p", { class: "open-address" }, icon("lock"), this.path),
      this.frame,
    );
  }

  show({ page, shortName }) {
    if (!page || page === this.#address) return;
    this.#address = page;
    this.frame.removeAttribute("src");
    this.frame.title = words.openPage.of(shortName);
    this.alone.href = `${page}?lang=nb`;
    this.path.textContent = words.openPage.address(new URL(page).pathname);
  }

  /** Fetched when somebody looks, and not again. */
  open() {
    if (this.#address && !this.frame.hasAttribute("src")) this.#load();
  }

  #load() {
    this.frame.src = `${this.#address}?lang=nb`;
  }
}
