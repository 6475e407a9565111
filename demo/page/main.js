import { Failure, listen, state } from "./api.js";
import { prepareRenderer } from "./cards.js";
import { Column } from "./column.js";
import { announce, el } from "./dom.js";
import { Header } from "./header.js";
import { Presses } from "./press.js";
import { Tabs } from "./tabs.js";
import { words } from "./words.js";

const NARROW = matchMedia("(max-width: 900px)");

class Page {
  #columns = new Map();
  #asked = new Map();
  #turn = Promise.resolve();

  constructor() {
    this.stage = document.getElementById("stage");
    this.stage.setAttribute("aria-label", words.stage);
    this.presses = new Presses((person) => this.refresh(person));
    this.header = new Header(document.getElementById("top"), { moved: () => this.look(), begunAgain: () => this.#beginAgain() });
    this.tabs = new Tabs(document.getElementById("tabs"), (person) => this.#columns.get(person)?.seen());
  }

  /** A look that fails is told by the header, and tried again when the contact is back. */
  look(person) {
    return this.refresh(person).catch((reason) => {
      if (!(reason instanceof Failure)) throw reason;
    });
  }

  #beginAgain() {
    this.#columns.forEach((column) => column.clear());
    return this.look();
  }

  /**
   * Draws what is new, for everybody or one person. One look at a time; a look that is already
   * waiting for its turn will see this too, and is not asked for twice.
   * @returns {Promise<void>} settled when it is drawn
   */
  refresh(person = "") {
    if (!this.#asked.has(person)) {
      this.#turn = this.#turn.catch(() => {}).then(() => this.#look(person));
      this.#asked.set(person, this.#turn);
    }
    return this.#asked.get(person);
  }

  async #look(person) {
    this.#asked.delete(person);
    const seen = await state(person);
    if (this.#columns.size === 0) this.#seat(seen.people);
    this.header.show(seen);
    for (const one of seen.people) {
      if (seen.chats[one.id]) this.#show(one, seen.chats[one.id]);
    }
  }

  #seat(people) {
    people.forEach((person, index) => {
      const known = { ...person, roleName: words.roles[person.role] ?? person.role };
      this.tabs.add(known);
      const onUnread = (count) => this.tabs.unread(person.id, count);
      const column = new Column(known, { presses: this.presses, isTeacher: index === 0, onUnread });
      this.#columns.set(person.id, column);
      this.stage.append(column.element);
    });
    this.tabs.choose(people[0].id);
  }

  #show(person, messages) {
    const column = this.#columns.get(person.id);
    if (column.show(person, messages, isInSight)) announce(words.newMessage(column.person.roleName));
  }
}

/** Somebody is looking here: the chosen tab, or the column where the pointer or the focus is. */
function isInSight(column) {
  if (NARROW.matches) return column.classList.contains("chosen");
  return column.matches(":hover") || column.contains(document.activeElement);
}

function begin() {
  if (!prepareRenderer()) {
    document.getElementById("stage").append(el("p", { class: "offline", role: "alert" }, words.failure.page));
    return;
  }
  const page = new Page();
  listen((change) => page.look(change.person), (isThere) => page.header.contact(isThere));
}

begin();
