import { words } from "./words.js";

const inOslo = (options) => new Intl.DateTimeFormat("nb-NO", { timeZone: "Europe/Oslo", ...options });

const CLOCK = inOslo({ hour: "2-digit", minute: "2-digit", hour12: false });
const DATE = inOslo({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT_DATE = inOslo({ weekday: "short", day: "numeric", month: "short" });
const DAY = inOslo({ weekday: "long", day: "numeric", month: "long" });
const KEY = inOslo({ year: "numeric", month: "2-digit", day: "2-digit" });

const moment = (time) => new Date(time);

/** 09:41 */
export const clockTime = (time) => CLOCK.format(moment(time)).replace(".", ":");
/** tirsdag 24. november 2026 */
export const longDate = (time) => DATE.format(moment(time));
/** tirs. 24. nov. */
export const shortDate = (time) => SHORT_DATE.format(moment(time));
/** tirsdag 24. november */
export const day = (time) => DAY.format(moment(time));
/** The same text for two times on the same day in Oslo. */
export const dayKey = (time) => KEY.format(moment(time));

/** 1 døgn 2 t 15 min */
export function length(minutes) {
  const { days, hours, minutes: rest } = words.clock;
  const parts = [
    [Math.floor(minutes / 1440), days],
    [Math.floor((minutes % 1440) / 60), hours],
    [minutes % 60, rest],
  ];
  return parts.filter(([count]) => count > 0).map(([count, word]) => word(count)).join(" ");
}
