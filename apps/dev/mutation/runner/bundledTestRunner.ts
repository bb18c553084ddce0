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
import { isOfLaws, root, type Selection } from "../tests.ts";
import { bundle, type Bundle, type TestFiles } from "./bundle.ts";
import { type DryRun, keepDryRun, keptDryRun } from "./dryRun.ts";
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
  #known: DryRun | undefined;
  #bundle: Bundle | undefined;

  readonly #selection: Selection;
  readonly #properties: typeof fastCheck;

  constructor(selection: Selection) {
    this.#selection = selection;
    this.#properties = withFewer(selection.draws ?? Infinity);
    const global = globalThis as { [INSTRUMENTER_CONSTANTS.NAMESPACE]?: InstrumenterContext };
    this.#context = global[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
    // The same draws for every mutant, and the first counterexample is enough.
    fastCheck.configureGlobal({ seed: 20261124, endOnFailure: true });
  }

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.#bundle = await bundle(this.#selection);
  }

  async dryRun(): Promise<DryRunResult> {
    const mutantCoverage: MutantCoverage = { static: {}, perTest: {} };
    Object.assign(this.#context, { activeMutant: undefined, mutantCoverage });
    const tests: TestResult[] = [];
    // What is made once and kept counts for the test that makes it: each file makes its own.
    for (const file of this.#evaluate(new Registry(root)).keys()) {
      delete this.#context.currentTestId;
      const registry = new Registry(root);
      await load(registry, this.#evaluate(registry), file);
      for (const test of registry.tests) {
        this.#context.currentTestId = test.id;
        tests.push(await run(registry, test));
      }
    }
    delete this.#context.currentTestId;
    const reaching = Array.from(this.#loaded.mutants, ([file, mutants]): [string, string[]] => {
      const those = Object.entries(mutantCoverage.perTest).filter(([, hits]) => mutants.some((id) => id in hits));
      return [file, those.map(([test]) => test)];
    });
    keepDryRun({
      milliseconds: Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs])),
      reaching: Object.fromEntries(reaching),
    });
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, testFilter } = options;
    const context = this.#context;
    const wanted = testFilter ? new Set(testFilter) : this.#testsOf(activeMutant.fileName);
    Object.assign(context, { hitCount: 0, hitLimit });
    const tests: TestResult[] = [];
    try {
      const mutate = (): string => (context.activeMutant = activeMutant.id);
      if (mutantActivation === "static") mutate();
      const registry = new Registry(root);
      const files = this.#evaluate(registry);
      for (const file of this.#quickestFirst(wanted)) {
        if (mutantActivation === "runtime") delete context.activeMutant;
        await load(registry, files, file);
        mutate();
        for (const test of registry.tests.filter((each) => each.file === file && wanted.has(each.id))) {
          tests.push(await run(registry, test));
          if (tests.at(-1)?.status === TestStatus.Failed) return toMutantRunResult(this.#completed(tests, hitLimit));
        }
      }
      // Some go by the name of a loss, which may be what is mutated.
      if (tests.length === 0) throw new Error("none of the tests is there");
    } catch (error) {
      const hung = determineHitLimitReached(context.hitCount, hitLimit);
      return toMutantRunResult(hung ?? { status: DryRunStatus.Error, errorMessage: messageOf(error) });
    } finally {
      delete context.activeMutant;
    }
    return toMutantRunResult(this.#completed(tests, hitLimit));
  }

  #completed(tests: TestResult[], hitLimit: number | undefined): DryRunResult {
    const hung = determineHitLimitReached(this.#context.hitCount, hitLimit);
    return hung ?? { status: DryRunStatus.Complete, tests };
  }

  get #loaded(): Bundle {
    if (this.#bundle === undefined) throw new Error("bundledTestRunner: runs before init");
    return this.#bundle;
  }

  get #dryRun(): DryRun {
    return (this.#known ??= keptDryRun());
  }

  #testsOf(file: string): ReadonlySet<string> {
    const { milliseconds, reaching } = this.#dryRun;
    const those = new Set(reaching[relative(root, file)]);
    const within = those.size > 0 ? quick : Infinity;
    const chosen = Object.entries(milliseconds).filter(
      ([id, time]) => those.has(id) || (time < within && !isOfLaws(id)),
    );
    return new Set(chosen.map(([id]) => id));
  }

  /** The files of these tests: those with many quick ones find the most for their time. */
  #quickestFirst(tests: ReadonlySet<string>): readonly string[] {
    const times = new Map<string, number[]>();
    for (const id of tests) {
      const file = id.slice(0, id.indexOf("#"));
      const those = times.get(file) ?? [];
      those.push(this.#dryRun.milliseconds[id] ?? 0);
      times.set(file, those);
    }
    const mean = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0) / all.length;
    return [...times].toSorted(([, one], [, other]) => mean(one) - mean(other)).map(([file]) => file);
  }

  #evaluate(registry: Registry): TestFiles {
    return this.#loaded.evaluate({ "fast-check": this.#properties, vitest: registry.module });
  }
}

async function load(registry: Registry, files: TestFiles, file: string): Promise<void> {
  registry.begin(file);
  await files.get(file)?.();
}

/** fast-check, with at most so many runs of a property. */
function withFewer(draws: number): typeof fastCheck {
  type Run = (property: fastCheck.IRawProperty<unknown>, parameters?: fastCheck.Parameters<unknown>) => unknown;
  const limit = (run: Run): Run => {
    return (property, { numRuns = 100, ...rest } = {}) => run(property, { ...rest, numRuns: Math.min(draws, numRuns) });
  };
  const [check, assert] = [limit(fastCheck.check), limit(fastCheck.assert)];
  return { ...fastCheck, assert: assert as typeof fastCheck.assert, check: check as typeof fastCheck.check };
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
