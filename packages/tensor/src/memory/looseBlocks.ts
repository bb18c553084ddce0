import type { Elements } from "./elements.ts";

/** So much may lie in the kernels' memory without anybody to say when it has served; four of the largest at least. */
const budget = 2 ** 25;
/** Smaller ones are copied in no time. */
const small = 2 ** 16;
/** From so many bytes on, the engine is told what a tensor weighs. */
const heavy = 2 ** 20;
/** So many of them at most before the event loop goes on: until then nothing that died is told of, and to look for it is in vain. */
const most = 8;
let told = 0;

/** What has left its scopes and lies in the kernels' memory. What was used last comes last. */
const loose = new Set<Elements>();
let live = 0;

// It holds the elements, and never the cell, which it waits for.
const registry = new FinalizationRegistry<Elements>((elements) => {
  forget(elements);
  elements.release();
});

/** No longer loose; was it? */
export function forget(elements: Elements): boolean {
  if (!loose.delete(elements)) return false;
  live -= elements.bytes;
  registry.unregister(elements);
  return true;
}

export function use(elements: Elements): void {
  if (loose.delete(elements)) loose.add(elements);
}

/** Makes room, until so many bytes are left: what was used longest ago moves into arrays, which the engine clears away. */
export function spill(left: number): void {
  for (const oldest of loose) {
    if (live <= left) return;
    forget(oldest);
    oldest.spill();
  }
}

/**
 * Elements that no scope releases any more stay where they are, until their cell dies or is released, or others need the place. Where they are large,
 * the result is to be held by the cell: the engine sees nothing of the kernels' memory, and would not look for the dead in time.
 */
export function leaveLoose(cell: object, elements: Elements): ArrayBuffer | undefined {
  const { bytes } = elements;
  // There would be thousands of small ones before they are too much.
  if (bytes < small) elements.spill();
  if (elements.bytes === 0) return undefined;
  spill(Math.max(budget, 4 * bytes) - bytes);
  loose.add(elements);
  live += bytes;
  registry.register(cell, elements, elements);
  return elements.isHidden && bytes >= heavy && live > budget / 4 ? ballast(bytes) : undefined;
}

function ballast(bytes: number): ArrayBuffer | undefined {
  if (told === most) return undefined;
  if (told === 0) setTimeout(() => (told = 0));
  told += 1;
  // Resizable, so that nothing of it is resident.
  return new ArrayBuffer(bytes, { maxByteLength: bytes });
}
