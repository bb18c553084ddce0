/** What is known by a key, made if it is asked for the first time. */
export function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  let one = known.get(key);
  if (one === undefined) known.set(key, (one = make()));
  return one;
}
