/**
 * Cycles of a directed graph: a shortest one through each node that lies on a cycle and in none found before.
 *
 * @param arrows - for each node the nodes it points to; nodes that are no key point nowhere.
 * @returns each cycle as its nodes in order, the first not repeated at the end.
 */
export function findCycles(arrows: ReadonlyMap<string, Iterable<string>>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const node of arrows.keys()) {
    if (done.has(node)) continue;
    const cycle = shortestWayRound(arrows, node);
    if (!cycle) continue;
    cycles.push(cycle);
    for (const member of cycle) done.add(member);
  }
  return cycles;
}

/** Breadth first from `start` until an arrow points back to it. */
function shortestWayRound(arrows: ReadonlyMap<string, Iterable<string>>, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of arrows.get(node) ?? []) {
      if (next === start) return wayTo(cameFrom, node);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(cameFrom: ReadonlyMap<string, string>, node: string): string[] {
  const way = [node];
  for (let at = cameFrom.get(node); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
