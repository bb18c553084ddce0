import { expect, test } from "vitest";
import { DTypeError, ParameterError, arange, asTensor, full, ones, tensor, zeros } from "../../src/index.ts";

test("plain numbers are float32, booleans bool, typed arrays keep their type", () => {
  expect(tensor([1, 2]).dtype).toBe("float32");
  expect(tensor([true, false]).dtype).toBe("bool");
  expect(tensor(new Float64Array(2)).dtype).toBe("float64");
  expect(tensor(new Int32Array(2)).dtype).toBe("int32");
  expect(tensor(new Uint8Array(2)).dtype).toBe("uint8");
  expect(tensor([true, 2]).dtype).toBe("float32");
  expect(tensor([1.5], { dtype: "int32" }).toArray()).toEqual([1]);
  expect(tensor([0.1], { dtype: "float64" }).item()).toBe(0.1);
});

test("shapes come from nesting or are given", () => {
  expect(
    tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]).shape,
  ).toEqual([2, 3]);
  expect(tensor(7).shape).toEqual([]);
  expect(tensor([]).shape).toEqual([0]);
  expect(tensor([[], []]).shape).toEqual([2, 0]);
  expect(tensor([1, 2, 3, 4], { shape: [2, 2] }).toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("values are copied; asTensor takes them as they are", () => {
  const values = new Float64Array([1, 2]);
  const copy = tensor(values);
  const same = asTensor(values);
  values[0] = 9;
  expect(copy.toArray()).toEqual([1, 2]);
  expect(same.data).toBe(values);
  expect(asTensor(copy)).toBe(copy);
  expect(asTensor(0.1, "float64").item()).toBe(0.1);
});

test("what is no array of numbers is refused", () => {
  expect(() => tensor([[1, 2], [3]])).toThrow("tensor: values are ragged at axis 1, expected 2 entries in each");
  expect(() => tensor([1, [2]])).toThrow("tensor: values are ragged at axis 1, expected a number, got an array");
  expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow(
    "tensor: values have shape [3], expected 4 elements for shape [2, 2]",
  );
  expect(() => tensor([1], { shape: [-1] })).toThrow("tensor: shape is [-1], expected whole numbers from 0");
  // What JavaScript callers may pass.
  expect(() => tensor(new BigInt64Array(2) as unknown as Float64Array)).toThrow(DTypeError);
  expect(() => tensor(["1"] as unknown as number[])).toThrow("tensor: values hold a string, expected numbers");
  expect(() => tensor(null as unknown as number)).toThrow("tensor: values hold null");
  expect(() => tensor([1], { dtype: "f64" as "float64" })).toThrow(
    new DTypeError("tensor: dtype is f64, expected bool, uint8, int32, float32, float64"),
  );
});

test("full, zeros, ones and arange", () => {
  expect(full([2, 2], 7).toArray()).toEqual([
    [7, 7],
    [7, 7],
  ]);
  expect(full([2], 7, { dtype: "bool" }).toArray()).toEqual([1, 1]);
  expect(zeros([0, 3]).shape).toEqual([0, 3]);
  expect(ones([2], { dtype: "int32" }).dtype).toBe("int32");
  expect(arange(4).toArray()).toEqual([0, 1, 2, 3]);
  expect(arange(2).dtype).toBe("int32");
  expect(() => arange(-1)).toThrow("arange: shape is [-1]");
  expect(() => full([1.5], 0)).toThrow(ParameterError);
});
