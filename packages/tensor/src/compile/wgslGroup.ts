/** How many invocations share a row. */
export const lanes = 64;

/** Below all finite numbers of float32. */
export const lowest = "-3.4028234663852886e38";

/** What the invocations of a workgroup find out together: each brings its own, and all get the same. */
export const wgslGroupFunctions: Readonly<Record<string, string>> = {
  groupSum: `(own: f32, lane: u32) -> f32 {
  partial[lane] = own;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    if (lane < half) { partial[lane] += partial[lane + half]; }
    workgroupBarrier();
  }
  let sum = partial[0];
  workgroupBarrier();
  return sum;
}`,
  groupMax: `(own: f32, lane: u32) -> f32 {
  partial[lane] = own;
  workgroupBarrier();
  var largest = own;
  for (var other = 0u; other < ${lanes}u; other++) { largest = max(largest, partial[other]); }
  workgroupBarrier();
  return largest;
}`,
  // The first place of the largest: where an invocation found its own largest, and that.
  groupPlace: `(place: f32, own: f32, lane: u32) -> f32 {
  let largest = groupMax(own, lane);
  partial[lane] = select(${lowest}, -place, own == largest);
  workgroupBarrier();
  var first = ${lowest};
  for (var other = 0u; other < ${lanes}u; other++) { first = max(first, partial[other]); }
  workgroupBarrier();
  return -first;
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
