/**
 * An element. Text and children go in as text nodes: nothing here is ever parsed as HTML.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] `class`, `on` (events), `data` and attributes; `false` and null are left out
 * @param {...(Node|string|null|false|undefined)} children
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    set(element, name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") {
    Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
  } else if (name === "data") {
    Object.assign(element.dataset, value);
  } else {
    element.setAttribute(name === "testid" ? "data-testid" : name, value === true ? "" : String(value));
  }
}

const SHAPES = {
  send: ["M4 12 20 4l-5 16-4-7z", "M11 13l9-9"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  more: ["M6 12h.01", "M12 12h.01", "M18 12h.01"],
  clock: ["M12 7v5l3 2", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"],
  restart: ["M4 5v5h5", "M5.5 15a7.5 7.5 0 1 0 1-8L4 10"],
  warning: ["M12 4 21 20H3z", "M12 10v4", "M12 17h.01"],
  down: ["M12 5v14", "M6 13l6 6 6-6"],
  lock: ["M7 11V8a5 5 0 0 1 10 0v3", "M5 11h14v9H5z"],
  calendar: ["M5 6h14v14H5z", "M5 10.5h14", "M9 3.5v4", "M15 3.5v4"],
  window: ["M13 5h6v6", "M19 5l-8 8", "M16 14v5H5V8h5"],
  chevron: ["M6 9l6 6 6-6"],
  mark: ["M6 9l6 10 6-10", "M12 6.6h.01"],
};

/** A line drawing, for the eye only. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  picture.classList.add("icon", `icon-${name}`);
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", shape);
    picture.append(path);
  }
  return picture;
}

/** Said by a screen reader, seen by nobody. */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = announcer.textContent === text ? `${text} ` : text;
}

/** A passing note; above the dialog when one is open, since everything else is out of reach then. */
export function toast(text) {
  const note = el("p", { class: "toast", testid: "toast" }, text);
  const place = document.querySelector("dialog[open] .toasts") ?? document.getElementById("toasts");
  place.append(note);
  setTimeout(() => note.remove(), 7000);
}
