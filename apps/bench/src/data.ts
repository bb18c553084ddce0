import { generator, normal } from "@surprisal/tensor";

/** A prime number of samples, so that rows of any width differ from each other. */
const period = 1_048_573;

/** Normally distributed numbers, rounded to float32, the same in every run. Beyond a million they repeat: drawing more takes long. */
export function normals(count: number, scale = 1, seed = 1): Float32Array<ArrayBuffer> {
  const drawn = normal([Math.min(count, period)], generator(seed)).data;
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = scale * (drawn[i % period] as number);
  return numbers;
}

/** One class each: every class comes up, in no order that repeats soon. */
export function classes(count: number, classCount: number): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: count }, (_, i) => Math.floor(((i * 0.618_033_988_749_895) % 1) * classCount));
}
