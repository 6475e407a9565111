/** Thrown when the demonstration does not answer, or answers with a failure. */
export class Failure extends Error {}

const BASE = "/demo/api/";

async function answered(request) {
  const response = await request.catch((reason) => {
    throw new Failure(String(reason));
  });
  if (!response.ok) throw new Failure(`HTTP ${response.status}`);
  return response.json();
}

function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answered(fetch(BASE + path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function bot(path, body) {
  const answer = await post(path, body);
  if (answer.status >= 400) throw new Failure(`The bot answered ${answer.status}`);
  return answer;
}

/** All of it at a school, "" for the first one; with a person's id that person's chat and calendar only. */
export function state(school, person) {
  const asked = new URLSearchParams(Object.entries({ school, person }).filter(([, value]) => value));
  return answered(fetch(`${BASE}state?${asked}`));
}

export const say = (person, text) => post("say", { person, text });
export const moveClock = (minutes) => post("clock", { minutes });
export const moveToMorning = () => post("clock", { to: "next-morning" });
export const setLanguage = (person, locale) => post("language", { person, locale });
export const reset = () => post("reset", {});
export const reply = (person, event, answer) => post("reply", { person, event, reply: answer });
/** `deed`: "move" or "delete", by the one who called the meeting. */
export const changeInOutlook = (person, event, deed) => post("outlook", { person, event, deed });
export const sendOutlookAway = (away) => post("graph", { away });

/** @returns {Promise<{dialog: object|null, close: boolean, message: string|null}>} */
export const press = (person, activity, action, inputs, inDialog) =>
  bot("press", { person, activity, action, inputs, inDialog });

/** @returns {Promise<{dialog: object|null, close: boolean, message: string|null}>} */
export const messageAction = (person, text) => bot("message-action", { person, text });

/** Calls `onChange({person}|{all})` as things happen; the browser reconnects by itself. */
export function listen(onChange, onContact) {
  const source = new EventSource(BASE + "changes");
  source.addEventListener("message", (event) => onChange(JSON.parse(event.data)));
  source.addEventListener("open", () => onContact(true));
  source.addEventListener("error", () => onContact(false));
}
