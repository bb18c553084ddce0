/** Bytes of a SIMD register of WebAssembly. */
export const vectorBytes = 16;
