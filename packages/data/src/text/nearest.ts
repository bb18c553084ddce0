/** Names in order of how few letters must be changed to get from them to the one that was asked for. */
export function nearestFirst(asked: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, distance: editDistance(normalize(asked), normalize(name)) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name);
}

// Names come from files: what is compared is bounded.
const normalize = (name: string): string => name.slice(0, 40).toLowerCase();

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] as number) + Number(a[i - 1] !== b[j - 1]);
      row.push(Math.min(change, (previous[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}
