import { Failure, listen, state } from "./api.js";
import { Aside } from "./aside.js";
import { prepareRenderer } from "./cards.js";
import { Column } from "./column.js";
import { announce, el } from "./dom.js";
import { Header } from "./header.js";
import { VISITOR } from "./open-page.js";
import { Phone } from "./phone.js";
import { Presses } from "./press.js";
import { SchoolBar } from "./school.js";
import { Tabs } from "./tabs.js";
import { words } from "./words.js";

const NARROW = matchMedia("(max-width: 900px)");

class Page {
  #columns = new Map();
  #asked = new Map();
  #seated = [];
  #school = "";
  #turn = Promise.resolve();

  constructor() {
    this.stage = document.getElementById("stage");
    this.stage.setAttribute("aria-label", words.stage);
    this.staff = el("div", { class: "staff" });
    this.phone = new Phone();
    this.aside = new Aside((person) => this.#bringOrSend(person));
    this.stage.append(this.staff, this.phone.element, this.aside.element);
    this.presses = new Presses((person) => this.refresh(person));
    this.header = new Header(document.getElementById("top"), { moved: () => this.look(), begunAgain: () => this.#beginAgain() });
    this.schools = new SchoolBar(document.getElementById("top"), (school) => this.#choose(school));
    this.tabs = new Tabs(document.getElementById("tabs"), (person) => this.#chosen(person));
  }

  /** A look that fails is told by the header, and tried again when the contact is back. */
  look(person) {
    return this.refresh(person).catch((reason) => {
      if (!(reason instanceof Failure)) throw reason;
    });
  }

  /** What somebody else has heard is looked at when they are shown. */
  heard(person) {
    if (!person || this.#seated.includes(person)) this.look(person);
  }

  /** The others' chats go on meanwhile. The address remembers the school. */
  #choose(school) {
    this.#school = school;
    history.replaceState(null, "", `#${school}`);
    return this.look();
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
    const seen = await state(this.#school, person);
    this.#school ||= remembered(seen.schools) ?? seen.school.id;
    if (this.#school !== seen.school.id) return this.#look(person);
    this.header.show(seen);
    this.schools.show(seen);
    this.#seat(seen);
    this.phone.show(seen.school);
    for (const one of seen.people) {
      if (seen.chats[one.id]) this.#show(one, seen.chats[one.id], seen.calendars[one.id] ?? []);
    }
  }

  /** A tab is chosen: a person's, or the open page's. */
  #chosen(id) {
    this.#columns.get(id)?.seen();
    if (id === VISITOR.id) this.phone.page.open();
  }

  /** Somebody from the edge of the page gets a column, or goes back there. */
  #bringOrSend(id) {
    const column = this.#columns.get(id);
    const isWanted = this.aside.isOpen(column.person);
    column.leave();
    this.staff[isWanted ? "prepend" : "append"](column.element);
    column.element.classList.toggle("asked", isWanted);
    if (isWanted) this.staff.scrollLeft = 0;
    column.comeBack();
    column.seen();
  }

  /**
   * Those of the shown school: the student in the phone, the others side by side, those whom nobody has asked for at the
   * edge. The columns of the other schools' people wait off the page.
   */
  #seat({ people: told, school }) {
    const ids = told.map(({ id }) => id);
    if (ids.join() === this.#seated.join()) return;
    if (this.#seated.length) announce(words.school.shown(school.name));
    const known = told.map((person) => ({ ...person, roleName: words.roles[person.role] ?? person.role }));
    const columns = known.map((person) => this.#columnOf(person));
    this.#seated.forEach((id) => this.#columns.get(id).leave());
    this.#seated = ids;
    const at = (place) => columns.filter(({ person }) => person.place === place);
    const people = (place) => at(place).map(({ person }) => person);
    const [brought, waiting] = [true, false].map((isOpen) => at("aside").filter(({ person }) => this.aside.isOpen(person) === isOpen));
    this.staff.replaceChildren(...[...brought, ...at(undefined), ...waiting].map(({ element }) => element));
    this.staff.scrollLeft = 0;
    this.phone.seat(at("phone"), school);
    this.aside.seat(people("aside"));
    this.tabs.seat([...people(undefined), ...people("phone"), ...(school.page ? [VISITOR] : []), ...people("aside")]);
    columns.forEach((column) => column.comeBack());
  }

  #columnOf(person) {
    if (!this.#columns.has(person.id)) {
      const onUnread = (count) => [this.tabs, this.aside, this.phone].forEach((place) => place.unread(person.id, count));
      this.#columns.set(person.id, new Column(person, { presses: this.presses, onUnread }));
    }
    return this.#columns.get(person.id);
  }

  #show(person, messages, meetings) {
    const column = this.#columns.get(person.id);
    if (column.show(person, messages, meetings, isInSight)) announce(words.newMessage(column.person.roleName));
  }
}

/** The school in the page's address, when there is one by that name. */
function remembered(schools) {
  const id = location.hash.slice(1);
  return schools.some((school) => school.id === id) ? id : null;
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
  listen((change) => page.heard(change.person), (isThere) => page.header.contact(isThere));
}

begin();
