/**
 * What WGSL lacks, and what it has with too few digits (its exp is allowed 3 + 2|x| units in the last place, its tanh an error of 1e-5), in
 * float32, to a few units in the last place. Polynomials are those of Cephes (expf, logf, atanf), of erf those of the kernels.
 */
export const wgslFunctions: Readonly<Record<string, string>> = {
  // Constant infinities are refused: a variable is none.
  infinity: `() -> f32 {
  var bits = 0x7f800000u;
  return bitcast<f32>(bits);
}`,
  notANumber: `() -> f32 {
  var bits = 0x7fc00000u;
  return bitcast<f32>(bits);
}`,
  // x·2ᵏ; in two steps, since 2ᵏ may be too large or too small for a number.
  scaled: `(x: f32, k: f32) -> f32 {
  let whole = i32(k);
  let half = whole / 2;
  return x * bitcast<f32>((half + 127) << 23u) * bitcast<f32>((whole - half + 127) << 23u);
}`,
  // exp r − 1 for |r| up to log(2)/2.
  expm1Near: `(r: f32) -> f32 {
  var p = fma(1.9875691500e-4, r, 1.3981999507e-3);
  p = fma(p, r, 8.3334519073e-3);
  p = fma(p, r, 4.1665795894e-2);
  p = fma(p, r, 1.6666665459e-1);
  p = fma(p, r, 5.0000001201e-1);
  return fma(p, r * r, r);
}`,
  // x − k·log 2: the first part of log 2 has so few digits that its product is exact.
  remainder: `(x: f32, k: f32) -> f32 {
  return fma(k, 2.12194440e-4, fma(-k, 0.693359375, x));
}`,
  exponential: `(x: f32) -> f32 {
  let y = clamp(x, -104.0, 89.0);
  let k = round(y * 1.44269504);
  return scaled(1.0 + expm1Near(remainder(y, k)), k);
}`,
  expm1: `(x: f32) -> f32 {
  if (x > 20.0) { return exponential(x); }
  let y = max(x, -30.0);
  let k = round(y * 1.44269504);
  let power = scaled(1.0, k);
  return fma(power, expm1Near(remainder(y, k)), power - 1.0);
}`,
  // log(1 + f) for 1 + f from √½ to √2.
  log1pNear: `(f: f32) -> f32 {
  var p = fma(7.0376836292e-2, f, -1.1514610310e-1);
  p = fma(p, f, 1.1676998740e-1);
  p = fma(p, f, -1.2420140846e-1);
  p = fma(p, f, 1.4249322787e-1);
  p = fma(p, f, -1.6668057665e-1);
  p = fma(p, f, 2.0000714765e-1);
  p = fma(p, f, -2.4999993993e-1);
  p = fma(p, f, 3.3333331174e-1);
  let square = f * f;
  return f + fma(f * square, p, -0.5 * square);
}`,
  // e and log m with x = 2ᵉ·m, m from √½ to √2, for x above 0.
  parts: `(x: f32) -> vec2f {
  let isSmall = x < 1.17549435e-38;
  let bits = bitcast<u32>(select(x, x * 8388608.0, isSmall));
  let exponent = f32(i32(bits >> 23u) - 126) - select(0.0, 23.0, isSmall);
  let mantissa = bitcast<f32>((bits & 0x007fffffu) | 0x3f000000u);
  if (mantissa < 0.70710678) { return vec2f(exponent - 1.0, log1pNear(mantissa + mantissa - 1.0)); }
  return vec2f(exponent, log1pNear(mantissa - 1.0));
}`,
  logarithm: `(x: f32) -> f32 {
  if (x <= 0.0) { return select(notANumber(), -infinity(), x == 0.0); }
  let split = parts(x);
  return fma(split.x, 0.693359375, fma(split.x, -2.12194440e-4, split.y));
}`,
  log1p: `(x: f32) -> f32 {
  if (x > -0.29289 && x < 0.41421) { return log1pNear(x); }
  return logarithm(1.0 + x);
}`,
  // c·e in two parts, since a rounded exponent costs as many digits as it is large; that of few digits is exact.
  power: `(x: f32, c: f32) -> f32 {
  if (c == 0.0) { return 1.0; }
  if (x == 0.0) { return select(infinity(), 0.0, c > 0.0); }
  let split = parts(abs(x));
  let few = bitcast<f32>(bitcast<u32>(c) & 0xfffff000u);
  let whole = few * split.x;
  let rest = (c - few) * split.x;
  let exponent = whole + (rest + c * split.y * 1.44269504);
  if (exponent > 128.5) { return infinity(); }
  if (exponent < -150.0) { return 0.0; }
  let k = round(exponent);
  let y = scaled(1.0 + expm1Near(fma(c, split.y, ((whole - k) + rest) * 0.69314718)), k);
  return select(y, -y, x < 0.0 && fract(0.5 * c) != 0.0);
}`,
  guardedPower: `(x: f32, c: f32) -> f32 {
  if (x == 0.0 && c < 0.0) { return 0.0; }
  return power(x, c);
}`,
  hyperbolicTangent: `(x: f32) -> f32 {
  let t = expm1(-2.0 * abs(x));
  return sign(x) * (-t / (2.0 + t));
}`,
  sigmoid: `(x: f32) -> f32 {
  let e = exponential(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}`,
  softplus: `(x: f32) -> f32 {
  return max(x, 0.0) + log1p(exponential(-abs(x)));
}`,
  logAddExp: `(a: f32, b: f32) -> f32 {
  return max(a, b) + log1p(exponential(-abs(a - b)));
}`,
  xlogy: `(x: f32, y: f32) -> f32 {
  if (x == 0.0) { return 0.0; }
  return x * logarithm(y);
}`,
  erf: `(x: f32) -> f32 {
  let size = min(abs(x), 4.0);
  let square = size * size;
  if (size < 1.0) {
    var p = fma(7.842288e-5, square, -8.006793e-4);
    p = fma(p, square, 5.1879627e-3);
    p = fma(p, square, -2.6853643e-2);
    p = fma(p, square, 1.12835824e-1);
    p = fma(p, square, -3.7612626e-1);
    p = fma(p, square, 1.2837917e-1);
    return sign(x) * fma(p, size, size);
  }
  let t = 1.0 / (size + 2.0);
  var p = fma(-6.531286, t, 8.93048);
  p = fma(p, t, 2.2114632e-1);
  p = fma(p, t, 1.3718189);
  p = fma(p, t, 5.507806e-1);
  return sign(x) * (1.0 - exponential(-square) * t * p);
}`,
  arctangent: `(x: f32) -> f32 {
  let size = abs(x);
  var start = 0.0;
  var t = size;
  if (size > 2.41421356) {
    start = 1.57079633;
    t = -1.0 / size;
  } else if (size > 0.41421356) {
    start = 0.785398163;
    t = (size - 1.0) / (size + 1.0);
  }
  let z = t * t;
  var p = fma(8.05374449538e-2, z, -1.38776856032e-1);
  p = fma(p, z, 1.99777106478e-1);
  p = fma(p, z, -3.33329491539e-1);
  return sign(x) * (start + fma(p * z, t, t));
}`,
  mul0: `(a: f32, b: f32) -> f32 {
  return select(a * b, 0.0, a == 0.0 || b == 0.0);
}`,
  div0: `(a: f32, b: f32) -> f32 {
  return select(a / b, 0.0, a == 0.0);
}`,
};
