import type { Primitive } from "../core/primitive.ts";
import { Tensor } from "../core/tensor.ts";
import { sharedRow, uniformValue, type Node } from "./graph.ts";
import type { TracedRows } from "./tracedRows.ts";

/** So many programs are kept: those that were asked for last. */
const most = 64;

const primitives = new WeakMap<Primitive, number>();
let count = 0;

/** What tells one graph from another: all that its results are computed from, in the order in which they ask for it. */
export function keyOf({ inputs, results, width }: TracedRows): string {
  const places = new Map<Node, number>(inputs.map(({ node }, i) => [node, i]));
  const lines: string[] = inputs.map(({ form }) => form);
  const visit = (operand: Node | Tensor): string => {
    if (operand instanceof Tensor) return constantKey(operand, width);
    const known = places.get(operand);
    if (known !== undefined) return `n${known}`;
    const parts = operand.inputs.map(visit);
    lines.push(`${numberOf(operand.primitive)} ${JSON.stringify(operand.attributes)} ${parts.join(" ")}`);
    places.set(operand, lines.length - 1);
    return `n${lines.length - 1}`;
  };
  const ends = results.map(({ isRow, node }) => `${isRow ? "row" : "number"} ${visit(node)}`);
  return [width, ...lines, ...ends].join("\n");
}

function constantKey(tensor: Tensor, width: number): string {
  const value = uniformValue(tensor);
  const numbers = value === undefined ? (sharedRow(tensor, width) ?? tensor.data) : [value];
  const text = Array.from(numbers, (each) => (Object.is(each, -0) ? "-0" : String(each)));
  return `${tensor.dtype}[${tensor.shape.join()}]${text.join()}`;
}

function numberOf(primitive: Primitive | undefined): number {
  if (primitive === undefined) return -1;
  const known = primitives.get(primitive) ?? count++;
  primitives.set(primitive, known);
  return known;
}

/** Things by their keys; the ones that were not asked for longest make room. */
export class Recent<T> {
  readonly #known = new Map<string, T>();

  get(key: string, make: () => T): T {
    const found = this.#known.get(key) ?? make();
    this.#known.delete(key);
    this.#known.set(key, found);
    const [oldest] = this.#known.keys();
    if (this.#known.size > most && oldest !== undefined) this.#known.delete(oldest);
    return found;
  }
}
