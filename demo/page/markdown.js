import { el } from "./dom.js";

/*
 * What Teams makes of a text: bold, italic, links, lists, paragraphs; nothing else, and never HTML.
 * It is built as nodes whose text is only ever text, so there is nothing to escape and nothing to forget.
 */

const ITEM = /^\s{0,3}(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;

const INLINE = [
  { pattern: /\\([\\`*_{}[\]()#+\-.!>~|])/, build: (match) => document.createTextNode(match[1]) },
  { pattern: /\[([^\][]+)\]\(\s*<?([^\s()<>]+)>?\s*\)/, build: (match) => link(match[1], match[2]) },
  { pattern: /(?<![\\*])\*\*(?=\S)(.+?)(?<=[^\s*])\*\*(?!\*)/, build: (match) => el("strong", {}, inline(match[1])) },
  { pattern: /(?<![\p{L}\p{N}_])__(?=\S)(.+?)(?<=\S)__(?![\p{L}\p{N}_])/u, build: (match) => el("strong", {}, inline(match[1])) },
  { pattern: /(?<![\\*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)/, build: (match) => el("em", {}, inline(match[1])) },
  { pattern: /(?<![\p{L}\p{N}_\\])_(?=[^\s_])(.+?)(?<=[^\s_])_(?![\p{L}\p{N}_])/u, build: (match) => el("em", {}, inline(match[1])) },
];

function link(text, address) {
  const safe = /^(https?:\/\/|mailto:|tel:)/i.test(address);
  return safe ? el("a", { href: address, rel: "noopener noreferrer" }, inline(text)) : inline(text);
}

function earliest(text) {
  let found = null;
  for (const { pattern, build } of INLINE) {
    const match = pattern.exec(text);
    if (match && (!found || match.index < found.match.index)) found = { match, build };
  }
  return found;
}

function inline(text) {
  const fragment = document.createDocumentFragment();
  let rest = text;
  for (let found = earliest(rest); found; found = earliest(rest)) {
    fragment.append(rest.slice(0, found.match.index), found.build(found.match));
    rest = rest.slice(found.match.index + found.match[0].length);
  }
  fragment.append(rest);
  return fragment;
}

function list(items) {
  const start = items[0][1];
  const rows = items.map((item) => el("li", {}, inline(item[2])));
  return start === undefined ? el("ul", {}, ...rows) : el("ol", { start }, ...rows);
}

function block(lines) {
  const items = lines.map((line) => ITEM.exec(line));
  return items[0] ? list(items) : el("p", {}, inline(lines.join(" ")));
}

/** Lines that belong together: a paragraph's, or a list's. */
function blocks(text) {
  const found = [];
  let current = null;
  for (const line of text.split(/\r\n?|\n/)) {
    const kind = !line.trim() ? null : ITEM.test(line) ? "list" : "paragraph";
    if (kind && kind === current) found.at(-1).push(line);
    else if (kind) found.push([line]);
    current = kind;
  }
  return found;
}

/** @returns {DocumentFragment} */
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  fragment.append(...blocks(text).map(block));
  return fragment;
}

/** The same for the card renderer, which asks for HTML: written by the browser from the nodes above. */
export function markdownHtml(text) {
  return el("div", {}, markdown(text)).innerHTML;
}
