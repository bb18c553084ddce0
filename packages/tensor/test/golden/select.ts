// Makes tails.json from the whole collection: node packages/tensor/test/golden/select.ts COLLECTION > packages/tensor/test/golden/tails.json
import { readFileSync } from "node:fs";

interface Case {
  readonly fn: string;
  readonly inputs: { readonly logits?: readonly number[]; readonly target?: number };
  readonly out: number;
  readonly grad?: readonly number[];
}

const ours = new Set(["softplus", "sigmoid", "logsigmoid", "log_softmax", "logsumexp"]);
// The collection is checked by the tests that read what is made of it.
const { cases } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as { readonly cases: readonly Case[] };
const crossEntropy = cases.filter(({ fn }) => fn === "cross_entropy");
const lines = (items: readonly unknown[]): string => items.map((item) => `    ${JSON.stringify(item)}`).join(",\n");
const rule =
  "inputs are exact float64 numbers, answers are correctly rounded from 400 digits; negativeLogSoftmax: -log p of one class and its gradient with respect to the logits";
process.stdout.write(`{
  "rule": ${JSON.stringify(rule)},
  "cases": [
${lines(cases.filter(({ fn }) => ours.has(fn)))}
  ],
  "negativeLogSoftmax": [
${lines(crossEntropy.map(({ inputs, out, grad }) => ({ ...inputs, out, grad })))}
  ]
}
`);
