import { DataError } from "@surprisal/contract";
import { tensor, type Tensor } from "@surprisal/tensor";

/** Numbers as the files hold them: those that JSON lacks are words. */
type Stored = number | "NaN" | "Infinity" | "-Infinity";
type StoredTensor = { readonly shape: readonly number[]; readonly data: readonly Stored[]; readonly dtype?: string };
type Results = { readonly out: StoredTensor; readonly grads?: Readonly<Record<string, StoredTensor | null>> };

type StoredCase = Partial<Results> & {
  readonly id: string;
  readonly fn: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly args?: Arguments;
  readonly cotangent?: string;
  readonly hvp?: { readonly wrt: string; readonly v: string; readonly data: readonly Stored[] };
  /** The right answer where PyTorch's own is not. */
  readonly safe?: Results;
  readonly error?: unknown;
};

type TailsCase = {
  readonly fn: string;
  readonly inputs: Readonly<Record<string, Stored | readonly Stored[]>>;
  readonly args?: Arguments;
  readonly out: Stored | readonly Stored[];
  readonly grad?: Stored | readonly Stored[];
};

export type Arguments = Readonly<Record<string, unknown>>;
export type Inputs = Readonly<Record<string, Tensor>>;

/** A case of either kind of file: a call and all that it must give. */
export interface GoldenCase {
  readonly id: string;
  readonly fn: string;
  readonly args: Arguments;
  readonly inputs: Inputs;
  /** Whether the call must be refused. */
  readonly refused: boolean;
  readonly out?: Tensor;
  /** By what a result that is no scalar is multiplied before it is added up and differentiated. */
  readonly cotangent?: Tensor;
  readonly gradients: Inputs;
  readonly hvp?: { readonly input: string; readonly vector: Tensor; readonly product: Tensor };
  /** Whether each element counts on its own, or the largest sets the scale for its tensor. */
  readonly elementwise: boolean;
}

const read = ({ shape, data, dtype }: StoredTensor): Tensor =>
  tensor(dtype === "int64" ? Int32Array.from(data, Number) : Float64Array.from(data, Number), { shape });

const one = (value: Stored | readonly Stored[], isClass = false): Tensor =>
  read({
    shape: Array.isArray(value) ? [value.length] : [],
    data: Array.isArray(value) ? value : [value],
    ...(isClass && { dtype: "int64" }),
  });

/** The cases of a file of golden values: `{ tensors, cases }`, or `{ cases }` whose inputs stand in place. */
export function readCases(text: string): GoldenCase[] {
  const file: unknown = JSON.parse(text);
  if (typeof file !== "object" || file === null || !("cases" in file) || !Array.isArray(file.cases)) {
    throw new DataError("golden: the file has no cases, expected an object with a list of them");
  }
  // The files are the project's own; a case that is not as described fails where it is used.
  if (!("tensors" in file)) return (file.cases as TailsCase[]).map(tailsCase);
  const tensors = file.tensors as Record<string, StoredTensor>;
  const named = (key: string): Tensor => {
    const found = tensors[key];
    if (found === undefined) throw new DataError(`golden: tensor ${key} is missing`);
    return read(found);
  };
  return (file.cases as StoredCase[]).map((each) => {
    const { out, grads } = each.safe ?? each;
    const known = Object.entries(grads ?? {}).filter((entry): entry is [string, StoredTensor] => entry[1] !== null);
    const { hvp } = each;
    return {
      id: each.id,
      fn: each.fn,
      args: each.args ?? {},
      inputs: mapValues(each.inputs, named),
      refused: each.error !== undefined,
      ...(out && { out: read(out) }),
      ...(each.cotangent && { cotangent: named(each.cotangent) }),
      gradients: mapValues(Object.fromEntries(known), read),
      ...(hvp && {
        hvp: {
          input: hvp.wrt,
          vector: named(hvp.v),
          product: read({ shape: named(each.inputs[hvp.wrt] ?? "").shape, data: hvp.data }),
        },
      }),
      elementwise: false,
    };
  });
}

function tailsCase({ fn, inputs, args = {}, out, grad }: TailsCase, index: number): GoldenCase {
  const input = ["logits", "logit", "x"].find((name) => name in inputs) ?? "x";
  const isClass = (name: string): boolean => name === "target" && "logits" in inputs;
  return {
    id: `${fn}#${index}`,
    fn,
    args,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, one(value, isClass(name))])),
    refused: false,
    out: one(out),
    gradients: grad === undefined ? {} : { [input]: one(grad) },
    elementwise: true,
  };
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
