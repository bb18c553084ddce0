import type { Points } from "../model/points.ts";
import { forBoth, lossNames, type LossName, type Pair } from "../model/screen.ts";
import type { Reach, Survey } from "../model/survey.ts";
import type { Client } from "../worker/client.ts";

interface Order {
  readonly points: Points;
  readonly bias: number;
  readonly reach: Reach;
}

/** How far a bias may move before the loss is looked at anew. */
const tolerance = 0.1;

/** Keeps a survey of each loss near what is wanted, as fast as its worker can. */
export class Surveyor {
  surveys = $state.raw<Pair<Survey | undefined>>(forBoth(() => undefined));
  failure = $state<string>();
  readonly #worker: Client;
  readonly #wanted = new Map<LossName, Order>();
  readonly #done = new Map<LossName, Order>();
  #busy = false;

  constructor(worker: Client) {
    this.#worker = worker;
  }

  want(loss: LossName, order: Order): void {
    this.#wanted.set(loss, order);
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      for (let loss = this.#next(); loss !== undefined; loss = this.#next()) await this.#look(loss);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.#busy = false;
  }

  #next(): LossName | undefined {
    return lossNames.find((loss) => this.#isStale(loss));
  }

  #isStale(loss: LossName): boolean {
    const [wanted, done] = [this.#wanted.get(loss), this.#done.get(loss)];
    if (wanted === undefined || done === undefined) return wanted !== undefined;
    const isNear = Math.abs(wanted.bias - done.bias) <= tolerance;
    return wanted.points !== done.points || wanted.reach.first !== done.reach.first || !isNear;
  }

  async #look(loss: LossName): Promise<void> {
    const order = this.#wanted.get(loss);
    if (order === undefined) return;
    const survey = await this.#worker.ask("survey", order.points, loss, order.bias, order.reach);
    this.#done.set(loss, order);
    this.surveys = { ...this.surveys, [loss]: survey };
  }
}
