import { relative } from "node:path";
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext, type MutantCoverage } from "@stryker-mutator/api/core";
import {
  type BaseTestResult,
  determineHitLimitReached,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import * as fastCheck from "fast-check";
import { exclude, include, root } from "../tests.ts";
import { bundle, type Bundle } from "./bundle.ts";
import { Registry, type RegisteredTest } from "./registry.ts";

/** Tests that take less than this many milliseconds are run for every mutant of code that runs on loading. */
const quick = 20;

/**
 * Runs the tests of losses in Stryker's own process. All modules are evaluated anew for each mutant, as in vitest's runner; but from one
 * script that is parsed already, of which only what the tests need is evaluated, so that a mutant takes a tenth of a second, not three.
 *
 * A mutant of code that runs on loading would have to be put to all tests. Here it is put to the quick ones and to those that reach its
 * file, which may leave it alive where a slow test would have found it.
 */
export class BundledTestRunner implements TestRunner {
  readonly #context: InstrumenterContext;
  readonly #milliseconds = new Map<string, number>();
  /** The tests that reach the mutants of a file. */
  readonly #reaching = new Map<string, ReadonlySet<string>>();
  #bundle: Bundle | undefined;

  constructor() {
    const global = globalThis as { [INSTRUMENTER_CONSTANTS.NAMESPACE]?: InstrumenterContext };
    this.#context = global[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
    // The same draws for every mutant, and the first counterexample is enough.
    fastCheck.configureGlobal({ seed: 20261124, endOnFailure: true });
  }

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.#bundle = await bundle({ root, include, exclude });
  }

  async dryRun(): Promise<DryRunResult> {
    const mutantCoverage: MutantCoverage = { static: {}, perTest: {} };
    Object.assign(this.#context, { activeMutant: undefined, mutantCoverage });
    const registry = await this.#load();
    const tests: TestResult[] = [];
    for (const test of registry.tests) {
      this.#context.currentTestId = test.id;
      tests.push(await run(registry, test));
    }
    delete this.#context.currentTestId;
    for (const { id, timeSpentMs } of tests) this.#milliseconds.set(id, timeSpentMs);
    for (const [file, mutants] of this.#loaded.mutants) {
      const reaching = Object.entries(mutantCoverage.perTest).filter(([, hits]) => mutants.some((id) => id in hits));
      this.#reaching.set(file, new Set(reaching.map(([test]) => test)));
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, testFilter } = options;
    const context = this.#context;
    const wanted = testFilter ? new Set(testFilter) : this.#testsOf(activeMutant.fileName);
    Object.assign(context, { hitCount: 0, hitLimit });
    const tests: TestResult[] = [];
    try {
      if (mutantActivation === "static") context.activeMutant = activeMutant.id;
      const registry = await this.#load(new Set(Array.from(wanted, (id) => id.slice(0, id.indexOf("#")))));
      context.activeMutant = activeMutant.id;
      for (const test of this.#quickestFirst(registry.tests.filter(({ id }) => wanted.has(id)))) {
        const result = await run(registry, test);
        tests.push(result);
        if (result.status === TestStatus.Failed) break;
      }
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: messageOf(error) });
    } finally {
      delete context.activeMutant;
    }
    const hitLimitReached = determineHitLimitReached(context.hitCount, hitLimit);
    return toMutantRunResult(hitLimitReached ?? { status: DryRunStatus.Complete, tests });
  }

  get #loaded(): Bundle {
    if (this.#bundle === undefined) throw new Error("bundledTestRunner: runs before init");
    return this.#bundle;
  }

  #testsOf(file: string): ReadonlySet<string> {
    const reaching = this.#reaching.get(relative(root, file)) ?? new Set();
    const within = reaching.size > 0 ? quick : Infinity;
    const chosen = [...this.#milliseconds].filter(([id, time]) => time < within || reaching.has(id));
    return new Set(chosen.map(([id]) => id));
  }

  #quickestFirst(tests: readonly RegisteredTest[]): readonly RegisteredTest[] {
    const time = ({ id }: RegisteredTest): number => this.#milliseconds.get(id) ?? Infinity;
    return tests.toSorted((one, other) => time(one) - time(other));
  }

  /** Evaluates these files, or all. */
  async #load(wanted?: ReadonlySet<string>): Promise<Registry> {
    const registry = new Registry(root);
    const files = this.#loaded.evaluate({ "fast-check": fastCheck, vitest: registry.module });
    for (const [file, load] of files) {
      if (wanted && !wanted.has(file)) continue;
      registry.begin(file);
      await load();
    }
    return registry;
  }
}

async function run(registry: Registry, test: RegisteredTest): Promise<TestResult> {
  const { file: fileName, id, name } = test;
  registry.current = test;
  const start = performance.now();
  const timed = (): BaseTestResult => ({ id, name, fileName, timeSpentMs: performance.now() - start });
  try {
    await test.run();
    return { ...timed(), status: TestStatus.Success };
  } catch (error) {
    return { ...timed(), status: TestStatus.Failed, failureMessage: messageOf(error) };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
