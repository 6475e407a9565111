/** Teams, light theme. */
const FONT = '"Segoe UI", "Segoe UI Web (West European)", system-ui, -apple-system, "Helvetica Neue", "Noto Sans", sans-serif';

const color = (value, subtle = value) => ({ default: value, subtle });

const COLORS = {
  default: color("#242424", "#616161"),
  dark: color("#242424", "#616161"),
  light: color("#FFFFFF", "#F5F5F5"),
  accent: color("#4F52B2", "#5B5FC7"),
  good: color("#0E700E", "#237B4B"),
  warning: color("#835C00", "#835C00"),
  attention: color("#B10E1C", "#C4314B"),
};

const container = (backgroundColor) => ({ backgroundColor, foregroundColors: COLORS });

const FONTS = {
  fontFamily: FONT,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
};

const bold = { weight: "Bolder", size: "Default" };

/** @param {number} padding of the card, in pixels: a chat is narrower than a dialog */
export const hostConfig = (padding) => ({
  supportsInteractivity: true,
  fontTypes: { default: FONTS, monospace: { ...FONTS, fontFamily: "Consolas, Menlo, monospace" } },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding },
  separator: { lineThickness: 1, lineColor: "#E0E0E0" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container("#FFFFFF"),
    emphasis: container("#F5F5F5"),
    accent: container("#EEF0FB"),
    good: container("#E9F5E9"),
    warning: container("#FDF6DC"),
    attention: container("#FCECEE"),
  },
  inputs: {
    label: {
      inputSpacing: "Small",
      requiredInputs: { ...bold, suffix: " *", suffixColor: "Attention" },
      optionalInputs: bold,
    },
    errorMessage: { color: "Attention", weight: "Default", size: "Small" },
  },
  actions: {
    maxActions: 6,
    spacing: "Large",
    buttonSpacing: 0,
    actionsOrientation: "Horizontal",
    actionAlignment: "Left",
    allowTitleToWrap: true,
    showCard: { actionMode: "Inline", inlineTopMargin: 12, style: "emphasis" },
  },
  adaptiveCard: { allowCustomStyle: true },
  textStyles: { heading: { size: "Large", weight: "Bolder", color: "Default", isSubtle: false, fontType: "Default" } },
  textBlock: { headingLevel: 3 },
  factSet: {
    title: { weight: "Bolder", wrap: true, maxWidth: 140 },
    value: { weight: "Default", wrap: true },
    spacing: 12,
  },
});
