import * as losses from "@surprisal/losses";
import { elements, numeric, rows, type GoldenFunction } from "./calls.ts";

/** Losses of real predictions against real targets. */
export const regression: readonly (readonly [string, GoldenFunction])[] = [
  ["l1_loss", elements(() => losses.absoluteError)],
  ["smooth_l1_loss", elements(({ beta }) => losses.smoothL1.with({ beta: numeric(beta) }))],
  ["huber_loss", elements(({ delta }) => losses.huber.with({ delta: numeric(delta) }))],
  ["log_cosh", elements(() => losses.logCosh)],
  ["quantile", elements(({ quantile }) => losses.quantile.with({ level: numeric(quantile) }))],
  ["expectile", elements(({ tau }) => losses.expectile.with({ level: numeric(tau) }))],
  ["epsilon_insensitive", elements(({ epsilon }) => losses.epsilonInsensitive.with({ epsilon: numeric(epsilon) }))],
  [
    "squared_epsilon_insensitive",
    elements(({ epsilon }) => losses.squaredEpsilonInsensitive.with({ epsilon: numeric(epsilon) })),
  ],
  [
    "poisson_nll_loss",
    elements(({ eps, full, log_input }) =>
      losses.poissonNegativeLogLikelihood.with({
        logInput: log_input === true,
        full: full === true,
        epsilon: numeric(eps),
      }),
    ),
  ],
  [
    "gaussian_nll_loss",
    elements(({ eps, full }, { var: variance }) =>
      losses.gaussianNegativeLogLikelihood.with({
        ...(variance && { variance }),
        ...(eps !== undefined && { epsilon: numeric(eps) }),
        full: full === true,
      }),
    ),
  ],
  ["laplace_nll", elements((_, { sigma }) => losses.laplaceNegativeLogLikelihood.with(sigma ? { scale: sigma } : {}))],
  [
    "student_t_nll",
    elements(({ df }, { sigma }) =>
      losses.studentTNegativeLogLikelihood.with({ degreesOfFreedom: numeric(df), ...(sigma && { scale: sigma }) }),
    ),
  ],
  [
    "general_robust",
    elements(({ alpha, scale }) => losses.generalRobust.with({ alpha: numeric(alpha), scale: numeric(scale) })),
  ],
  ["poisson_deviance_half", elements(() => losses.halfPoissonDeviance)],
  ["gamma_deviance_half", elements(() => losses.halfGammaDeviance)],
  ["tweedie_deviance_half", elements(({ power }) => losses.halfTweedieDeviance.with({ power: numeric(power) }))],
  [
    "crps_gaussian",
    elements((_, { sigma }) => losses.gaussianContinuousRankedProbabilityScore.with(sigma ? { scale: sigma } : {})),
  ],
  ["msle", elements(() => losses.squaredLogarithmicError)],
  ["mape", elements(() => losses.absolutePercentageError)],
  ["smape", elements(() => losses.symmetricAbsolutePercentageError)],
  ["cosine_similarity_loss", rows(() => losses.negativeCosineSimilarity)],
];
