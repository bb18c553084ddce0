/** Smaller ones weigh little. */
const large = 1e5;
/** More than the engine bears before it clears away the dead at once; half of it, less than 32 MiB, is the largest piece from which allocators learn. */
const weight = 6e7;
/** So much is made in between: less than what the allocator keeps. */
const pace = 4e7;

let made = 0;

/**
 * To be given each plain array that is made for a tensor: the engine clears it away. What is resident stays the same when there is always another one:
 *
 * - An allocator such as glibc's keeps what is given back, up to twice the largest piece that ever was, instead of giving it to the system and faulting in anew each large array.
 * - The engine looks for the dead in good time, before there are more of them than the allocator keeps.
 *
 * Both are told by buffers that nobody writes to, so that nothing of them is resident.
 *
 * @param array - a new one.
 * @returns the array.
 */
export function weigh<A extends ArrayBufferView>(array: A): A {
  if (array.byteLength >= large) {
    // What is not read, bundlers leave out.
    made ||= new ArrayBuffer(weight / 2).byteLength;
    made += array.byteLength;
    if (made > weight + pace) made = new ArrayBuffer(weight, { maxByteLength: weight }).byteLength;
  }
  return array;
}
