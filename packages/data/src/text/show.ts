const longest = 40;

/** Text of a file as it is shown in an error: quoted, on one line, cut where it is long. */
export function show(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

/** The first of some texts, and how many more there are. */
export function showSome(texts: readonly string[], most = 10): string {
  const some = texts.slice(0, most).map(show).join(", ");
  return texts.length > most ? `${some} and ${texts.length - most} more` : some;
}
