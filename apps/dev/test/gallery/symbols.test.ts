import { expect, test } from "vitest";
import { exhibits } from "../../src/gallery/exhibits.ts";
import { symbolsOf } from "../../src/gallery/symbols.ts";
import { root } from "../../src/source.ts";

const all = exhibits(root);

test.each([
  ["crossEntropy", "-\\log p_y", "p: the softmax of the logits; y: the class"],
  ["multiMargin", "\\frac{\\max(0, z_k - z_y)}{C}", "z: logits; y: the class; C: how many classes"],
  ["listNet", "-\\sum_k q_k \\log p_k", "p: the softmax of the logits; q: the softmax of y"],
  ["huber", "|\\hat{y} - y|", "ŷ: the prediction; y: the target"],
  ["huber", "|\\hat{y}|", "ŷ: the prediction"],
  ["hinge", "\\max(0, \\mathit{symmetry} - s y)", "s: the score; y: the target, −1 or 1"],
  ["infoNce", "\\frac{1}{N} \\sum_i c_{i i}", "i, j: examples; N: how many examples"],
])("the symbols of %s in %s", (name, tex, words) => {
  const exhibit = all.find((each) => each.name === name);
  if (!exhibit) throw new Error(`no loss ${name}`);
  expect(symbolsOf(exhibit, [tex])).toBe(words);
});
