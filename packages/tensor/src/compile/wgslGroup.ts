/** How many invocations share a row. */
export const lanes = 64;

/** Below all finite numbers of float32. */
export const lowest = "-3.4028234663852886e38";

/** Half of them after half brings what it has to the other. */
const reduction = (join: (a: string, b: string) => string): string => `(own: f32, lane: u32) -> f32 {
  partial[lane] = own;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    if (lane < half) { partial[lane] = ${join("partial[lane]", "partial[lane + half]")}; }
    workgroupBarrier();
  }
  let all = partial[0];
  workgroupBarrier();
  return all;
}`;

/** What the invocations of a workgroup find out together: each brings its own, and all get the same. */
export const wgslGroupFunctions: Readonly<Record<string, string>> = {
  groupSum: reduction((a, b) => `${a} + ${b}`),
  groupMax: reduction((a, b) => `max(${a}, ${b})`),
  // The first place of the largest: where an invocation found its own largest, and that.
  groupPlace: `(place: f32, own: f32, lane: u32) -> f32 {
  let largest = groupMax(own, lane);
  return -groupMax(select(${lowest}, -place, own == largest), lane);
}`,
  // The sums of what the invocations before bring, and of what those behind do.
  sumsAround: `(own: f32, lane: u32) -> vec2f {
  partial[lane] = own;
  workgroupBarrier();
  var around = vec2f();
  for (var other = 0u; other < lane; other++) { around.x += partial[other]; }
  for (var other = ${lanes - 1}u; other > lane; other--) { around.y += partial[other]; }
  workgroupBarrier();
  return around;
}`,
};
