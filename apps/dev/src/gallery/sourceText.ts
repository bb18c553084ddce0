import { toSource } from "@surprisal/contract/compile";
import { attempt } from "./attempt.ts";
import { tagged, type ExampleExhibit } from "./exhibits.ts";

/** A loss as a function to take away, for its first kind of target: for any number of classes where it can be, else for three. */
export function sourceOf(exhibit: ExampleExhibit, derivative: boolean): string | undefined {
  const citations = tagged(exhibit, "see");
  const options = { derivative, ...(citations.length > 0 && { citation: citations.join("\n") }) };
  return (
    attempt(() => toSource(exhibit.loss, options)) ??
    attempt(() => toSource(exhibit.loss, { ...options, classCount: 3 }))
  );
}
