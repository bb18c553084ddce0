/** A piece of documentation that runs. */
export interface Example {
  /** Where it stands, from the root. */
  readonly file: string;
  /** The line before its first: that of the fence, or of the `@example`. */
  readonly line: number;
  readonly code: string;
}
