import { prefersReducedMotion } from "svelte/motion";
import { parseHash, printHash } from "../model/hash.ts";
import type { Targets } from "../model/milestones.ts";
import { drawPoints, type Points } from "../model/points.ts";
import { typicalMistake } from "../model/pull.ts";
import type { Snapshot } from "../model/run.ts";
import { defaultScreen, drawnCount, forBoth, lastEpoch, sameRace, type Pair, type Screen } from "../model/screen.ts";
import type { Client } from "../worker/client.ts";
import { nextFrame, pause } from "./clock.ts";

/** The race as the page shows it, and what can be done with it. One request at a time is with the worker. */
export class Lab {
  /** What was chosen; its epoch is where the link led. */
  screen = $state.raw<Screen>(defaultScreen);
  points = $state.raw<Points>(drawPoints(defaultScreen));
  targets = $state.raw<Targets>();
  /** Every epoch so far; empty until the worker has answered. */
  histories = $state.raw<Pair<readonly Snapshot[]>>(forBoth(() => []));
  playing = $state(false);
  hovered = $state<number | null>(null);
  /** What a link said that could not be read. */
  problems = $state.raw<readonly string[]>([]);
  /** Why there is no race. */
  failure = $state<string>();

  /** Epochs up to here are wanted. */
  #goal = $state(0);
  #pumping = $state(false);
  #started = false;
  readonly #worker: Client;

  epoch = $derived(this.histories.crossEntropy.at(-1)?.epoch ?? 0);
  /** Whether nothing is under way. */
  resting = $derived(!this.#pumping);
  finished = $derived(this.epoch >= lastEpoch);
  /** The link to what is seen, or to where a link leads that is not there yet. */
  link = $derived(printHash({ ...this.screen, epoch: this.playing ? this.epoch : Math.max(this.epoch, this.#goal) }));
  /** The point that is looked at. */
  point = $derived.by(() => {
    const start = this.histories.crossEntropy[0];
    return this.hovered ?? this.screen.point ?? (start ? typicalMistake(this.points, drawnCount, start) : 0);
  });

  constructor(worker: Client) {
    this.#worker = worker;
  }

  /** Shows what a hash names. */
  open(hash: string): void {
    const { screen, problems } = parseHash(hash);
    this.problems = problems;
    this.playing = false;
    const { epoch } = this;
    const isSame = this.#started && sameRace(screen, this.screen) && screen.epoch >= epoch;
    this.screen = screen;
    if (!isSame) this.#restart();
    this.#reach(screen.epoch);
  }

  /** Changes settings; those of the race itself begin it over. */
  change(changes: Partial<Screen>): void {
    const before = this.screen;
    this.screen = { ...before, ...changes };
    if (sameRace(before, this.screen)) return;
    this.#restart();
    this.#reach(this.playing ? lastEpoch : 0);
  }

  play(): void {
    this.playing = true;
    this.#reach(lastEpoch);
  }

  pause(): void {
    this.playing = false;
    this.#goal = this.epoch;
  }

  step(): void {
    this.playing = false;
    this.#reach(Math.min(this.epoch + 1, lastEpoch));
  }

  reset(): void {
    this.playing = false;
    this.#restart();
    this.#reach(0);
  }

  #restart(): void {
    this.#started = false;
    this.points = drawPoints(this.screen);
  }

  #reach(epoch: number): void {
    this.#goal = epoch;
    if (!this.#pumping) void this.#pump();
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    this.failure = undefined;
    try {
      while (!this.#started || this.epoch < this.#goal) await (this.#started ? this.#advance() : this.#start());
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.playing = false;
    this.#pumping = false;
  }

  async #start(): Promise<void> {
    this.#started = true;
    const { targets, snapshots } = await this.#worker.ask("start", this.points, this.screen);
    // Settings changed meanwhile: that race starts next.
    if (!this.#started) return;
    this.targets = targets;
    this.histories = forBoth((loss) => [snapshots[loss]]);
  }

  async #advance(): Promise<void> {
    const { histories, playing, epoch } = this;
    // Without motion a still picture a second, of what a second of motion would have shown.
    const still = playing && prefersReducedMotion.current;
    const stride = this.screen.speed * (still ? 60 : 1);
    const epochs = Math.min(this.#goal - epoch, playing ? stride : Infinity);
    const least = still ? epochs : 1;
    const due = still ? pause(1000) : playing ? nextFrame() : undefined;
    let fresh: Pair<readonly Snapshot[]> = forBoth(() => []);
    do {
      const before = fresh;
      const passed = await this.#worker.ask("advance", epochs - before.crossEntropy.length);
      if (!this.#started) return;
      fresh = forBoth((loss) => [...before[loss], ...passed[loss]]);
    } while (this.playing && fresh.crossEntropy.length < least);
    this.histories = forBoth((loss) => [...histories[loss], ...fresh[loss]]);
    await due;
  }
}
