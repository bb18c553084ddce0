/** An op on operands as JavaScript; undefined where the function that computes one element is to be called. */
export function javascriptOp(
  name: string,
  f: (...x: number[]) => number,
  operands: readonly string[],
): string | undefined {
  const operator = infix[name];
  if (operator !== undefined) return `${operands[0]} ${operator} ${operands[1]}`;
  if (name === "neg") return `-${operands[0]}`;
  return Reflect.get(Math, f.name) === f ? `Math.${f.name}(${operands.join(", ")})` : undefined;
}

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };
