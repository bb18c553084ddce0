import { defineLoss } from "@surprisal/contract";
import { div, logSoftmax, mul } from "@surprisal/tensor";
import { rowDivergence } from "./rowDivergence.ts";

/**
 * Knowledge distillation: T² times the Kullback–Leibler divergence of the student from the teacher, both softened by a temperature T.
 * Where there are classes too, it is mixed with `crossEntropy`, as in α · distillation + (1 − α) · crossEntropy.
 *
 * @param logits - `[… C]`, the student's, real; −Infinity masks a class that the teacher masks as well.
 * @param teacherLogits - `[… C]`, real.
 * @param temperature - above 0. Default 4.
 * @returns `[…]`, in [0, ∞], nats; the factor T² keeps gradients at one size over temperatures.
 * @throws ShapeError where teacherLogits do not fit logits; ParameterError for temperature.
 * @formula \mathit{temperature}^2 \sum_k Q_k \log \frac{Q_k}{P_k}, \quad Q_k = \frac{e^{\frac{y_k}{\mathit{temperature}}}}{\sum_j
 * e^{\frac{y_j}{\mathit{temperature}}}}, \quad P_k = \frac{e^{\frac{z_k}{\mathit{temperature}}}}{\sum_j
 * e^{\frac{z_j}{\mathit{temperature}}}}
 * @example
 * knowledgeDistillation.with({ temperature: 2 })([[2, 1, 0.1]], [[1, 1.5, -0.5]]) // → [0.2380229]
 * @see Hinton, Vinyals & Dean, "Distilling the Knowledge in a Neural Network", 2015, section 2.
 */
export const knowledgeDistillation = defineLoss({
  name: "knowledgeDistillation",
  prediction: "logits",
  target: "row",
  parameters: { temperature: { default: 4, domain: "(0, ∞)" } },
  value: (logits, teacherLogits, { temperature }) => {
    const divergence = rowDivergence(logSoftmax(div(teacherLogits, temperature)), logSoftmax(div(logits, temperature)));
    return mul(temperature * temperature, divergence);
  },
  // The gradient is T (p − q), the Hessian diag(p) − ppᵀ of the softened probabilities.
  traits: ({ temperature }) => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2 * temperature,
    smoothness: 0.5,
    differentiable: 2,
    shiftInvariant: true,
  }),
});
