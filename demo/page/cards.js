import { hostConfig } from "./host-config.js";
import { markdownHtml } from "./markdown.js";
import { openMenu } from "./menu.js";
import { el } from "./dom.js";
import { words } from "./words.js";

const PADDING = { chat: 14, dialog: 20 };

/** Once, before the first card. False when the renderer is not installed. */
export function prepareRenderer() {
  if (!window.AdaptiveCards) return false;
  const { AdaptiveCard, GlobalSettings, Strings } = window.AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownHtml(text);
    result.didProcess = true;
  };
  AdaptiveCard.onDisplayOverflowActionMenu = showMore;
  GlobalSettings.setTabIndexAtCardRoot = false;
  GlobalSettings.useAdvancedTextBlockTruncation = false;
  Strings.defaults.overflowButtonTooltip = () => words.renderer.more;
  Strings.defaults.inlineActionTitle = () => words.renderer.inlineAction;
  return true;
}

function showMore(actions, button) {
  openMenu(button, actions.map((action) => ({ label: action.title ?? "", run: () => action.execute() })));
  return true;
}

/**
 * A card as Teams draws it.
 * @param {object} json
 * @param {{where: "chat"|"dialog", locale: string}} setting
 * @param {(pressed: {action: object, inputs: Record<string, string>, url: string|null}) => void} onPress
 */
export function renderCard(json, { where, locale }, onPress) {
  const card = new window.AdaptiveCards.AdaptiveCard();
  card.hostConfig = new window.AdaptiveCards.HostConfig(hostConfig(PADDING[where]));
  card.onExecuteAction = (action) => onPress(described(action));
  card.onAnchorClicked = (_element, anchor) => (onPress({ url: anchor.href }), true);
  try {
    card.parse(json);
    const drawn = card.render();
    labelInputs(card);
    return el("div", { class: `card card-${where}`, lang: card.lang ?? locale }, drawn);
  } catch (reason) {
    console.error(reason);
    return el("p", { class: "card-unreadable" }, words.failure.cardUnreadable);
  }
}

/** Inputs carry their ids, to be found again. What the renderer leaves without a label gets one. */
function labelInputs(card) {
  for (const input of card.getAllInputs()) {
    const drawn = input.renderedElement;
    if (!drawn) continue;
    drawn.dataset.input = input.id ?? "";
    const group = drawn.querySelector(".ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect");
    group?.setAttribute("role", input.isMultiSelect ? "group" : "radiogroup");
    const bare = group ?? drawn.querySelector("input[list], .ac-choiceSetInput-filtered-textbox");
    if (bare && input.label) bare.setAttribute("aria-label", input.label);
  }
}

function described(action) {
  return { action: action.toJSON(), inputs: inputsOf(action), url: action.url ?? null };
}

/** What is filled in, as text, the way the renderer itself merges it into the data: empty inputs are left out. */
function inputsOf(action) {
  const filled = Object.values(action.getReferencedInputs() ?? {}).filter((input) => input.id && input.isSet());
  return Object.fromEntries(filled.map((input) => [input.id, String(input.value)]));
}
