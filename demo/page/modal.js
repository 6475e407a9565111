import { el, icon } from "./dom.js";
import { words } from "./words.js";

const FOCUSABLE = "button, [href], input, select, textarea, [tabindex]:not([tabindex='-1'])";
let counted = 0;

/**
 * Opens a modal dialog and keeps the focus in it. Escape and X close it; the focus then goes to what
 * `focusAfter` names, when that still exists.
 * @param {{testid: string, label?: Node|string, narrow?: boolean, focusAfter: () => HTMLElement|null}} setting
 * @returns {{element: HTMLDialogElement, body: HTMLElement, title: (text: string) => void, close: () => void}}
 */
export function openModal({ testid, label = "", narrow = false, focusAfter }) {
  const id = `modal-${(counted += 1)}`;
  const heading = el("h2", { id, tabindex: -1 });
  const body = el("div", { class: "modal-body" });
  const shut = el("button", { type: "button", class: "icon-button", "aria-label": words.dialog.close, testid: "dialog-close" }, icon("close"));
  const head = el("header", { class: "modal-head" }, el("div", {}, el("p", { class: "modal-label" }, label), heading), shut);
  const toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
  const element = el("dialog", { class: narrow ? "modal modal-narrow" : "modal", "aria-labelledby": id, testid }, head, body, toasts);
  shut.addEventListener("click", () => element.close());
  element.addEventListener("keydown", (event) => keepInside(event, element));
  element.addEventListener("close", () => {
    element.remove();
    focusAfter()?.focus({ preventScroll: true }); // what has come meanwhile stays in sight
  });
  document.body.append(element);
  element.showModal();
  return { element, body, title: (text) => entitle(heading, body, text), close: () => element.close() };
}

function entitle(heading, body, text) {
  heading.textContent = text;
  heading.focus();
  body.scrollTop = 0;
}

function keepInside(event, element) {
  if (event.key !== "Tab") return;
  const within = [...element.querySelectorAll(FOCUSABLE)].filter((one) => !one.disabled && one.offsetParent && !one.closest("[inert]"));
  const edge = event.shiftKey ? within[0] : within.at(-1);
  const outside = !within.includes(document.activeElement);
  if (document.activeElement !== edge && !(outside && event.shiftKey)) return;
  event.preventDefault();
  (event.shiftKey ? within.at(-1) : within[0]).focus();
}

/** Asks before something that cannot be undone. */
export function confirmFirst({ question, explanation, yes, no }, opener, act) {
  const modal = openModal({ testid: "confirm", narrow: true, focusAfter: () => opener });
  const choose = (run) => () => (modal.close(), run());
  modal.body.append(
    el("p", { class: "confirm-text" }, explanation),
    el(
      "div",
      { class: "confirm-choices" },
      el("button", { type: "button", class: "button", testid: "confirm-no", on: { click: choose(() => {}) } }, no),
      el("button", { type: "button", class: "button button-main", testid: "confirm-yes", on: { click: choose(act) } }, yes),
    ),
  );
  modal.title(question);
}
