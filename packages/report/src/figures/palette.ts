// The colours of figures: variables, so that they follow the page from light to dark, with a value for a figure saved by itself.
// Blue and orange are told apart by the colour-blind; no figure says by colour alone what it says.
export const blue = "var(--blue, #0b6cb0)";
export const orange = "var(--orange, #bf4e00)";
export const muted = "var(--muted, #63625c)";
export const faint = "var(--line, #d8d6cf)";
