/** What `surprisal fit` can be told. */
export interface FitCommandOptions {
  readonly target: string;
  readonly test?: string;
  readonly testEvery?: number;
  readonly c: number;
  readonly model?: string;
  readonly report?: string;
  readonly json?: boolean;
}
