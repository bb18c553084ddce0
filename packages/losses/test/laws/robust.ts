import { between, lawsOfLoss, type Check } from "@surprisal/gradcheck";
import * as losses from "../../src/index.ts";

const counts = [64, 2, 5];
const transition = [
  [0.7, 0.2, 0.1],
  [0.05, 0.9, 0.05],
  [0.3, 0.1, 0.6],
];
/** Logits change before their differences are taken, and are rounded at their own size. */
const reshaped = { float32Factor: 4 } as const;
/** Parameters of the size C: three classes, of which none can be left out. */
const three = { ...reshaped, classCounts: [3], masking: "limit" } as const;

const without = (checks: readonly Check[], ...names: readonly string[]): Check[] =>
  checks.filter(({ name }) => !names.some((each) => name.endsWith(each)));

/** Losses for labels that are noisy or unevenly spread, and for logits that are held in check. */
export const robust: Record<string, Check[]> = {
  negativeLogLikelihood: lawsOfLoss(losses.negativeLogLikelihood, { prediction: between(-30, 0) }),
  probabilityAbsoluteError: lawsOfLoss(losses.probabilityAbsoluteError),
  symmetricCrossEntropy: lawsOfLoss(losses.symmetricCrossEntropy, {
    variants: [
      { crossEntropyWeight: 6, reverseWeight: 0.1 },
      { crossEntropyWeight: 0, reverseWeight: 0.5, logZero: -7 },
    ],
  }),
  normalizedCrossEntropy: lawsOfLoss(losses.normalizedCrossEntropy),
  normalizedFocal: lawsOfLoss(losses.normalizedFocal, {
    float32Factor: 6,
    variants: [{ gamma: 0 }, { gamma: 0.5 }, { gamma: 5 }],
  }),
  activePassive: lawsOfLoss(losses.activePassive, {
    variants: [
      { passive: "probabilityAbsoluteError", passiveWeight: 2 },
      { active: "normalizedFocal", activeWeight: 3, gamma: 0.5 },
    ],
  }),
  taylorCrossEntropy: lawsOfLoss(losses.taylorCrossEntropy, { variants: [{ terms: 1 }, { terms: 6 }] }),
  softBootstrap: lawsOfLoss(losses.softBootstrap, {
    variants: [{ labelWeight: 0.5 }, { labelWeight: 0 }, { labelWeight: 1 }],
  }),
  hardBootstrap: lawsOfLoss(losses.hardBootstrap, {
    variants: [{ labelWeight: 0.5 }, { labelWeight: 0 }, { labelWeight: 1 }],
  }),
  confidencePenalty: lawsOfLoss(losses.confidencePenalty, {
    // Where the penalty balances cross-entropy, both are many times what is left.
    float32Factor: 8,
    variants: [{ strength: 0 }, { strength: 1 }],
  }),
  forwardCorrection: lawsOfLoss(losses.forwardCorrection.with({ transition }), three),
  backwardCorrection: lawsOfLoss(losses.backwardCorrection.with({ transition }), { ...three, masking: "defined" }),
  noisyLabelJensenShannon: lawsOfLoss(losses.noisyLabelJensenShannon, {
    // With little weight on the label, two nearly equal divergences are subtracted.
    float32Factor: 4,
    variants: [{ labelWeight: 0.1 }, { labelWeight: 0.9 }],
  }),
  logitAdjustedCrossEntropy: lawsOfLoss(losses.logitAdjustedCrossEntropy.with({ prior: [0.8, 0.15, 0.05] }), {
    ...three,
    variants: [{ strength: 0 }, { strength: 0.5 }],
  }),
  labelDistributionAwareMargin: lawsOfLoss(losses.labelDistributionAwareMargin.with({ counts }), {
    ...three,
    // Logits, and with them the rounding of their margins, times 30.
    float32Factor: 30,
    variants: [{ scale: 1 }, { scale: 1, maxMargin: 2 }],
  }),
  classBalancedCrossEntropy: lawsOfLoss(losses.classBalancedCrossEntropy.with({ counts }), {
    ...three,
    variants: [{ beta: 0 }, { beta: 0.9 }],
  }),
  vectorScaling: lawsOfLoss(losses.vectorScaling.with({ counts }), {
    ...three,
    variants: [{ multiplicativeStrength: 0 }, { additiveStrength: 0.5 }],
  }),
  crossEntropyWithZLoss: lawsOfLoss(losses.crossEntropyWithZLoss, {
    variants: [{ zLossWeight: 0 }, { zLossWeight: 0.1 }],
  }),
  softcappedCrossEntropy: lawsOfLoss(losses.softcappedCrossEntropy, { ...reshaped, variants: [{ cap: 2 }] }),
  squentropy: lawsOfLoss(losses.squentropy),
  // At 0 the norm has a corner, and so has the gradient; for a small epsilon differences see neither. Away from 0: a test of its own.
  logitNormCrossEntropy: [
    ...without(
      lawsOfLoss(losses.logitNormCrossEntropy, { float32Factor: 30, variants: [{ temperature: 1 }] }),
      "has the gradient of finite differences",
      "has the Hessian of finite differences",
    ),
    ...without(
      lawsOfLoss(losses.logitNormCrossEntropy.with({ epsilon: 1 }), {
        // Logits times up to 25.
        float32Factor: 30,
        variants: [{ temperature: 1 }],
      }),
      "has the Hessian of finite differences",
    ),
  ],
  mixupCrossEntropy: lawsOfLoss(losses.mixupCrossEntropy.with({ otherClasses: [0], share: 0.3 }), {
    // The class that is masked may be the other one.
    masking: "defined",
    variants: [{ share: 0 }, { share: 1 }],
  }),
  biTemperedLogistic: [
    ...lawsOfLoss(losses.biTemperedLogistic, {
      variants: [
        { lossTemperature: 0.5, activationTemperature: 2 },
        { lossTemperature: 0, activationTemperature: 1 },
        { lossTemperature: 1, activationTemperature: 1.5 },
        { lossTemperature: 0.3, activationTemperature: 0.8 },
      ],
    }),
    // Masked classes keep their share of a smoothed target, unless it is said that they do not.
    ...lawsOfLoss(losses.biTemperedLogistic.with({ labelSmoothing: 0.1 }), { masking: "defined" }),
    ...lawsOfLoss(losses.biTemperedLogistic.with({ labelSmoothing: 0.1, maskedClasses: "excluded" })),
  ],
};
