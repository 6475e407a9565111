import { el } from "./dom.js";

/**
 * A small menu under a button. It lives beside the button, so that it also works inside a dialog.
 * @param {HTMLElement} button
 * @param {{label: string, run: () => void}[]} choices
 */
export function openMenu(button, choices) {
  const menu = el("div", { class: "menu", role: "menu" });
  const away = new AbortController();
  const close = () => {
    if (away.signal.aborted) return;
    away.abort();
    button.setAttribute("aria-expanded", "false");
    menu.remove();
  };
  const back = () => (button.focus(), close());
  const items = choices.map((choice) => item(choice, back));
  menu.append(...items);
  const { signal } = away;
  menu.addEventListener("keydown", (event) => steer(event, items, back), { signal });
  menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || close(), { signal });
  document.addEventListener("pointerdown", (event) => menu.contains(event.target) || close(), { signal });
  button.after(menu);
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  items[0].focus();
}

function item(choice, back) {
  const run = () => (back(), choice.run());
  return el("button", { type: "button", role: "menuitem", class: "menu-item", on: { click: run } }, choice.label);
}

function place(menu, button) {
  const box = button.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8));
  const below = box.bottom + 4 + menu.offsetHeight < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? box.bottom + 4 : box.top - 4 - menu.offsetHeight}px`;
}

/** Arrows go round; Escape goes back to the button, and so does Tab, which then moves on from there. */
function steer(event, items, back) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = items.indexOf(document.activeElement);
  if (move) items[(at + move + items.length) % items.length].focus();
  if (event.key === "Escape" || event.key === "Tab") back();
  if (!move && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
}
