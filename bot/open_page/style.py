"""How the open page looks: one calm column, large things to touch, nothing that moves and nothing fetched."""

from __future__ import annotations

from bot.page_headers import headers

STYLE = """
:root { color-scheme: light; --ink: #1d2b33; --quiet: #4c5b63; --paper: #fffdf9; --ground: #f3efe7; --line: #d8d0c2;
  --field: #79705f; --blue: #14506b; --deep: #0d3a4f; --focus: #ffb703; --warm: #fbe9df; --red: #9c2a12;
  --green: #e4f0e6; }
* { box-sizing: border-box; }
html { font-size: 112.5%; background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; }
html.large { font-size: 150%; }
body { margin: 0 auto; max-width: 38rem; padding: 0 1rem 3rem; overflow-wrap: break-word; hyphens: manual;
  font: 1rem/1.55 "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--blue); text-underline-offset: 0.15em; }
a:hover { color: var(--deep); text-decoration-thickness: 0.15em; }
:focus { outline: 0.2rem solid var(--deep); outline-offset: 0.15rem; box-shadow: 0 0 0 0.45rem var(--focus); }
[hidden] { display: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; background: var(--paper); padding: 0.6rem 1rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.2rem; padding: 0.8rem 0 0.7rem;
  font-size: 0.89rem; }
header .school { flex: 1 0 100%; margin: 0; font-weight: 600; font-size: 1rem; color: var(--deep); }
header nav { display: flex; flex-wrap: wrap; gap: 0 0.9rem; }
header nav a, header nav button { display: inline-block; min-height: 2.6rem; padding: 0.5rem 0; border: 0;
  background: none;
  font: inherit; line-height: 1.6; color: var(--blue); text-decoration: underline; text-underline-offset: 0.15em;
  cursor: pointer; }
header nav [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
main { background: var(--paper); border: 1px solid var(--line); border-radius: 0.8rem; padding: 1.1rem 1.2rem 1.6rem;
  }
h1 { font-size: 1.65rem; line-height: 1.2; margin: 1.1rem 0 0.7rem; color: var(--deep); text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.9rem 0 0.4rem; color: var(--deep); }
p { margin: 0 0 0.8rem; }
.call { border-radius: 0.6rem; padding: 0.6rem 0.8rem; font-size: 0.84rem; background: #eef3f4; }
.call .head { font-weight: 600; margin: 0 0 0.1rem; }
.call ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 0.7rem; }
.call li { padding: 0.3rem 0; }
.call li a { font-weight: 600; white-space: nowrap; display: inline-block; padding: 0.15rem 0; }
.call ol { margin: 0.2rem 0 0; padding-left: 1.4rem; }
.loud { background: var(--warm); border: 0.15rem solid var(--red); margin: 1rem 0 0; padding: 1rem 1.1rem;
  font-size: 1rem; }
.loud .head { font-size: 1.3rem; color: var(--red); line-height: 1.25; margin-bottom: 0.4rem; }
.loud ul { display: block; }
.loud li a { font-size: 1.3rem; margin-right: 0.3rem; }
.faults { border: 0.15rem solid var(--red); border-radius: 0.6rem; padding: 0.9rem 1.1rem; margin: 1.1rem 0 0; }
.faults h2 { margin: 0 0 0.3rem; color: var(--red); }
.faults ul { margin: 0; padding-left: 1.2rem; }
.faults a { color: var(--red); }
.note { border-left: 0.3rem solid var(--blue); background: #eef3f4; padding: 0.8rem 1rem; margin: 1.1rem 0;
  border-radius: 0.2rem; }
.note.bad { border-color: var(--red); background: var(--warm); }
.note.good { border-color: #2e6b3d; background: var(--green); }
.note p:last-child { margin: 0; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.ask { margin: 1.6rem 0 0; }
legend, label.over { display: block; font-weight: 600; font-size: 1.05rem; line-height: 1.35; padding: 0;
  margin: 0 0 0.3rem; }
.help { color: var(--quiet); margin: 0 0 0.4rem; font-size: 0.94rem; }
.fault { color: var(--red); font-weight: 600; margin: 0 0 0.4rem; }
.ask.wrong { border-left: 0.3rem solid var(--red); padding-left: 0.8rem; }
input[type=text], textarea { display: block; width: 100%; font: inherit; color: inherit; background: #fff;
  border: 0.12rem solid var(--field); border-radius: 0.4rem; padding: 0.6rem 0.7rem; min-height: 3rem; }
textarea { min-height: 9rem; resize: vertical; }
textarea.short { min-height: 5rem; }
.pick { display: flex; align-items: flex-start; gap: 0.8rem; padding: 0.75rem 0.8rem; margin: 0.4rem 0;
  min-height: 3rem;
  border: 0.12rem solid var(--field); border-radius: 0.5rem; background: #fff; cursor: pointer; line-height: 1.4; }
.pick:hover { border-color: var(--blue); }
.pick:focus-within { border-color: var(--deep); }
.pick input { flex: none; width: 1.4rem; height: 1.4rem; margin: 0; accent-color: var(--blue); }
.pick:has(input:checked) { background: #e8f1f4; border-color: var(--blue); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.8rem; margin: 1.9rem 0 0; }
button.main, a.main { font: inherit; font-weight: 600; color: #fff; background: var(--blue);
  border: 0.12rem solid var(--blue);
  border-radius: 0.5rem; padding: 0.75rem 1.6rem; min-height: 3.2rem; min-width: 9rem; cursor: pointer;
  text-align: center;
  text-decoration: none; display: inline-block; }
button.main:hover, a.main:hover { background: var(--deep); color: #fff; }
button.other { font: inherit; color: var(--blue); background: none; border: 0.12rem solid var(--blue);
  border-radius: 0.5rem;
  padding: 0.75rem 1.2rem; min-height: 3.2rem; cursor: pointer; }
button.small { font: inherit; font-size: 0.94rem; color: var(--blue); background: none; border: 0; padding: 0.5rem 0;
  min-height: 2.6rem; text-decoration: underline; cursor: pointer; }
dl { margin: 0; }
dl > div { border-top: 1px solid var(--line); padding: 0.7rem 0 0.2rem; }
dt { font-weight: 600; font-size: 0.94rem; }
dd { margin: 0; }
dd p { margin: 0; }
.code { font: 600 1.55rem/1.5 ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; letter-spacing: 0.03em;
  background: #fff; border: 0.2rem solid var(--deep); border-radius: 0.6rem; padding: 0.6rem 0.8rem;
  margin: 0.6rem 0 0.9rem;
  text-align: center; overflow-wrap: normal; }
.code span { display: inline-block; }
.talk { list-style: none; margin: 0; padding: 0; }
.talk li { border-radius: 0.7rem; padding: 0.6rem 0.9rem; margin: 0.6rem 0; background: #eef3f4;
  margin-right: 1.5rem; }
.talk li.mine { background: var(--green); margin: 0.6rem 0 0.6rem 1.5rem; }
.talk .when { font-size: 0.85rem; color: var(--quiet); margin: 0; }
.talk p { margin: 0; }
details { border: 0.12rem solid var(--line); border-radius: 0.6rem; margin: 1.2rem 0 0; padding: 0 0.9rem; }
details[open] { padding-bottom: 1rem; }
summary { font-weight: 600; color: var(--blue); padding: 0.75rem 0; min-height: 3rem; cursor: pointer; }
.plain { margin: 0 0 0.8rem; padding-left: 1.2rem; }
footer { padding: 1.2rem 0.2rem 0; }
footer ul { list-style: none; margin: 0; padding: 0; }
footer li a { display: inline-block; padding: 0.45rem 0; min-height: 2.6rem; }
@media (max-width: 24rem) { body { padding: 0 0.6rem 2rem; } main { padding: 0.9rem 0.9rem 1.4rem; } }
@media (prefers-contrast: more) { :root { --quiet: #1d2b33; --line: #4c5b63; } }
@media print { html { background: none; } header nav, footer, .buttons, .call, .skip { display: none;
  } main { border: 0; } }
"""
HEADERS = {**headers(STYLE, "'self'"), "Permissions-Policy": "camera=(), geolocation=(), microphone=()"}
