import type { LossName } from "../model/screen.ts";

/** The colours of the page, as six-digit hex numbers, for what is drawn and not styled. */
export interface Palette {
  readonly paper: string;
  readonly raised: string;
  readonly ink: string;
  readonly quiet: string;
  readonly rule: string;
  readonly crossEntropy: string;
  readonly squaredError: string;
}

/** The colours that the style sheet sets now, in light or in dark. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: colour("--paper"),
    raised: colour("--raised"),
    ink: colour("--ink"),
    quiet: colour("--quiet"),
    rule: colour("--rule"),
    crossEntropy: colour("--cross-entropy"),
    squaredError: colour("--squared-error"),
  };
}

/** A colour with an opacity from 0 to 1. */
export function faded(colour: string, opacity: number): string {
  return `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0")}`;
}

/** The runs differ in dashes too, wherever there is a line. */
export const dashes: Readonly<Record<LossName, readonly number[]>> = { crossEntropy: [], squaredError: [7, 4] };
