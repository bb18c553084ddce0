import { format } from "node:util";
import { expect, vi } from "vitest";
import { keptSnapshot } from "./keptSnapshot.ts";

export interface RegisteredTest {
  readonly id: string;
  /** By its path from the root. */
  readonly file: string;
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Body = (...args: unknown[]) => unknown;
type Declare = (name: string, body: Body) => void;

/** What test files import from vitest, as far as those of losses use it; it keeps their tests, to be run one by one. */
export class Registry {
  readonly tests: RegisteredTest[] = [];
  /** Which of them runs: its snapshot is the one that is meant. */
  current: RegisteredTest | undefined;
  readonly module: Readonly<Record<string, unknown>>;
  readonly #ids = new Map<string, number>();
  readonly #afterEach = new Map<string, (() => unknown)[]>();
  #file = "";
  #path: readonly string[] = [];

  constructor(root: string) {
    const withSnapshots = new Proxy(expect, {
      apply: (target, self, args: [unknown]) => {
        const value = (): void => {
          const { current } = this;
          if (current === undefined) throw new Error("registry: a snapshot outside of a test");
          expect(`"${String(args[0])}"`).toBe(keptSnapshot(root, current.file, current.name));
        };
        return Object.defineProperty(Reflect.apply(target, self, args), "toMatchSnapshot", { value });
      },
    });
    const test = tabled((name, body) => this.#add(name, body));
    const describe = tabled((name, body) => this.#within(name, body));
    this.module = { afterEach: (body: () => unknown) => this.#after(body), describe, expect: withSnapshots, test, vi };
  }

  /** Whatever is declared from here on is of this file. */
  begin(file: string): void {
    this.#file = file;
    this.#path = [];
  }

  /** Of all tests of the file, wherever it is declared. */
  #after(body: () => unknown): void {
    const those = this.#afterEach.get(this.#file) ?? [];
    this.#afterEach.set(this.#file, [...those, body]);
  }

  #within(name: string, body: Body): void {
    const outer = this.#path;
    this.#path = [...outer, name];
    body();
    this.#path = outer;
  }

  #add(title: string, body: Body): void {
    const file = this.#file;
    const run = async (): Promise<void> => {
      try {
        await body();
      } finally {
        for (const after of this.#afterEach.get(file) ?? []) await after();
      }
    };
    const name = [...this.#path, title].join(" > ");
    const id = `${file}#${name}`;
    const count = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, count);
    this.tests.push({ id: count === 1 ? id : `${id} (${count})`, file, name, run });
  }
}

/** With `.each`, for a table of cases. */
function tabled(declare: Declare): Declare & { each: (table: readonly unknown[]) => Declare } {
  return Object.assign(declare.bind(undefined), {
    each: (table: readonly unknown[]) => (title: string, body: Body) => {
      for (const row of table) {
        const args: readonly unknown[] = Array.isArray(row) ? row : [row];
        declare(titled(title, args), () => body(...args));
      }
    },
  });
}

/** `$path.of.properties` and `%s` in a title, of a case. */
function titled(title: string, args: readonly unknown[]): string {
  const named = title.replaceAll(/\$([\w.]+)/g, (_, path: string) =>
    String(path.split(".").reduce((value, key) => (value as Record<string, unknown>)[key], args[0])),
  );
  const count = named.match(/%[sdifjo]/g)?.length ?? 0;
  return format(named, ...args.slice(0, count).map((each) => (typeof each === "function" ? each.name : each)));
}
