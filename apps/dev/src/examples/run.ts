import { difference } from "./difference.ts";
import type { Example } from "./example.ts";
import type { Expected } from "./expected.ts";
import { type Context, prepare, type Run } from "./prepare.ts";

/** A result, and what the example said that it is. */
export interface CheckedValue {
  readonly actual: unknown;
  readonly expected: Expected;
}

/**
 * Runs an example and checks what it claims.
 *
 * @param importModule - imports by the name that an example uses.
 * @param scope - what the example can name without importing it.
 * @returns the values that were checked.
 * @throws Error naming file and line, where the example cannot run or a claim is false.
 */
export async function runExample(
  example: Example,
  { importModule, scope }: Pick<Context, "importModule" | "scope">,
): Promise<CheckedValue[]> {
  let line = 1;
  const values: CheckedValue[] = [];
  try {
    if (example.code.trim() === "") throw new SyntaxError("this example is empty");
    const { module, claims } = prepare(example.code, Object.keys(scope));
    const check = async (index: number, expression: () => Promise<unknown>) => {
      const claim = claims[index];
      if (claim === undefined) throw new Error(`there is no claim ${index}`);
      if ("throws" in claim) return checkThrows(expression, claim.throws, claim.message);
      const actual = await expression();
      values.push({ actual, expected: claim.value });
      const wrong = difference(actual, claim.value);
      if (wrong !== undefined) throw new Error(wrong);
    };
    const url = `data:text/javascript,${encodeURIComponent(module)}`;
    const { run } = (await import(/* @vite-ignore */ url)) as { run: Run };
    await run({ importModule, scope, check, at: (now) => (line = now), console: silentConsole });
  } catch (error) {
    throw located(`${example.file}:${example.line + line}`, error);
  }
  return values;
}

/** The error with the place in the documentation in front, and without the prepared code, which nobody can read. */
function located(place: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`${place}: ${String(error)}`);
  const stack = (error.stack ?? "").split("\n").filter((line) => !line.includes("data:text/javascript"));
  return Object.assign(new Error(`${place}: ${error.name}: ${error.message}`), {
    stack: `${place}: ${stack.join("\n")}`,
  });
}

/** Examples may print; nobody needs to read that here. */
const silentConsole = Object.fromEntries(["log", "info", "table", "warn", "error"].map((name) => [name, () => {}]));

async function checkThrows(expression: () => Promise<unknown>, name: string, message: string | undefined) {
  let value: unknown;
  try {
    value = await expression();
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    if (thrown.constructor.name !== name) {
      throw new Error(`expected ${name}, got ${thrown.constructor.name}: ${thrown.message}`, { cause: error });
    }
    if (message !== undefined && !thrown.message.includes(message)) {
      throw new Error(`expected a message with "${message}", got "${thrown.message}"`, { cause: error });
    }
    return;
  }
  throw new Error(`expected ${name}, got no error but ${String(value)}`);
}
