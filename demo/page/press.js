import { Failure, press } from "./api.js";
import { renderCard } from "./cards.js";
import { el, icon, toast } from "./dom.js";
import { openModal } from "./modal.js";
import { words } from "./words.js";

const WIDTHS = { small: 440, medium: 600, large: 780 };
const PHONE = 400;
const HEIGHTS = { small: 420, medium: 640, large: 900 };

/**
 * What happens when somebody presses a button, in the chat or in a dialog.
 * One at a time in each card: it is locked until the answer is there and has been drawn.
 */
export class Presses {
  #refresh;

  /** @param {(person: string) => Promise<void>} refresh draws what is new in that person's chat */
  constructor(refresh) {
    this.#refresh = refresh;
  }

  /** A button on the card of `activity`; `host` is what is locked and where a failure is told. */
  inChat(person, activity, host, pressed) {
    if (pressed.url) return follow(pressed.url);
    const opener = document.activeElement;
    const chat = host.closest("[data-person]");
    const send = () => press(person.id, activity, pressed.action, pressed.inputs, false);
    const message = () => chat.querySelector(`[data-activity="${CSS.escape(activity)}"]`);
    return this.ask(person, host, send, () => (opener.isConnected ? opener : message()));
  }

  /** Sends, draws, and opens a dialog when the answer is one; the focus comes back to `focusAfter()`. */
  ask(person, host, send, focusAfter) {
    return locked(host, focusAfter, async () => {
      const { dialog, message } = await this.#sent(person, send);
      if (dialog) this.#fill(this.#open(person, focusAfter), person, dialog);
      if (message) toast(message);
    });
  }

  #inDialog(modal, person, pressed) {
    if (pressed.url) return follow(pressed.url);
    const button = document.activeElement;
    const send = () => press(person.id, null, pressed.action, pressed.inputs, true);
    return locked(modal.body, () => (button.isConnected ? button : null), async () => {
      const { dialog, message } = await this.#sent(person, send);
      if (!dialog) modal.close();
      else if (modal.element.open) this.#fill(modal, person, dialog);
      if (message) toast(message);
    });
  }

  /** The answer, when what it changed in the chat has been drawn. */
  async #sent(person, send) {
    const answer = await send();
    await this.#refresh(person.id).catch(() => {});
    return answer;
  }

  #open(person, focusAfter) {
    return openModal({ testid: "dialog", label: words.dialog.as(person.name, person.roleName), focusAfter });
  }

  #fill(modal, person, { title, width, height, card }) {
    const wide = person.place === "phone" ? PHONE : (WIDTHS[width] ?? width ?? WIDTHS.medium);
    modal.element.style.setProperty("--width", `${wide}px`);
    modal.element.style.setProperty("--height", `${HEIGHTS[height] ?? height ?? HEIGHTS.large}px`);
    const setting = { where: "dialog", locale: person.locale };
    modal.body.replaceChildren(renderCard(card, setting, (pressed) => this.#inDialog(modal, person, pressed)));
    modal.title(title || words.dialog.untitled);
  }
}

/** Keeps `host` from being touched while `work` runs; tells a failure in it, with what to do about it. */
async function locked(host, focusAfter, work) {
  host.querySelector(":scope > .failure")?.remove();
  host.inert = true;
  host.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (reason) {
    if (!(reason instanceof Failure)) throw reason;
    console.warn(reason.message);
    host.append(failure(words.failure.card, () => locked(host, focusAfter, work)));
  } finally {
    host.inert = false;
    host.removeAttribute("aria-busy");
    refocus(host, focusAfter);
  }
}

/** Locking takes the focus away: it is given back unless it has gone to something else meanwhile. */
function refocus(host, focusAfter) {
  const failed = host.querySelector(":scope > .failure button");
  if (failed) failed.focus();
  else if (document.activeElement === document.body) focusAfter()?.focus();
}

/** @param {() => void} retry */
export function failure(explanation, retry) {
  return el(
    "div",
    { class: "failure", role: "alert", testid: "failure" },
    icon("warning"),
    el("p", {}, el("strong", {}, words.failure.title), " ", explanation),
    el("button", { type: "button", class: "button button-small", testid: "retry", on: { click: retry } }, words.failure.retry),
  );
}

/** Nothing leaves this machine: a link to it opens beside the page, another says what it would have done. */
export function follow(address) {
  if (address.startsWith("http://127.0.0.1:")) return void window.open(address, "_blank", "noopener");
  const number = /^tel:(.+)$/i.exec(address)?.[1];
  toast(number ? words.link.call(number) : words.link.open(address));
}
