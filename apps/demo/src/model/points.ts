import { add, generator, less, mul, normal, notEqual, tensor, uniform, type Tensor } from "@surprisal/tensor";
import { pointCount, type RaceSettings } from "./screen.ts";

/** Points and their classes, as plain arrays: they travel to the workers. */
export interface Points {
  /** x₁ and x₂ of each point in turn. */
  readonly features: Float64Array<ArrayBuffer>;
  /** 0 or 1 for each point. */
  readonly labels: Float64Array<ArrayBuffer>;
}

/** The middle of the cloud of class 1; that of class 0 lies opposite. With unit variance the true log-odds are 2.4 x₁ + 1.6 x₂. */
export const centre = [1.2, 0.8] as const;

/** Two Gaussian clouds of the same size, their points in turn; then some labels are turned round. */
export function drawPoints({ seed, overlap, flip }: Pick<RaceSettings, "seed" | "overlap" | "flip">): Points {
  const random = generator(seed);
  const float64 = { dtype: "float64" } as const;
  const classes = Float64Array.from({ length: pointCount }, (_, i) => i % 2);
  const sides = tensor(
    classes.map((label) => 2 * label - 1),
    { shape: [pointCount, 1] },
  );
  const middles = mul(sides, tensor(centre, float64));
  const features = add(middles, mul(normal([pointCount, 2], random, float64), overlap));
  // Drawn last and against a threshold: with more flips the points stay, and what was turned stays turned.
  const turned = less(uniform([pointCount], random, float64), flip / 100);
  return { features: numbers(features), labels: numbers(notEqual(tensor(classes), turned)) };
}

function numbers(values: Tensor): Float64Array<ArrayBuffer> {
  return Float64Array.from(values.data);
}
