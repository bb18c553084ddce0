import type { CaseMessage, CaseRequest } from "../../src/harness/ownProcessCase.ts";

// Stands for case.child.ts: measures nothing, and ends as the size says.
const send = (message: CaseMessage): void => void process.send?.(message);

process.once("message", ({ work, size, floors, fatal }: CaseRequest) => {
  if (size === "that ends") process.exit(3);
  if (size === "that throws") {
    send({ failed: "no such work" });
  } else {
    send({ turn: "aborting" });
    const reason = fatal["aborting"];
    if (reason === undefined) process.abort();
    const outcomes = { aborting: { failed: reason }, sound: { failed: String(floors.multiplyAdd.float64) } };
    const contenders = Object.entries(outcomes).map(
      ([name, outcome]) => ({ name, side: "ours", precision: "float32", outcome }) as const,
    );
    send({ report: { work, size, contenders } });
  }
  process.disconnect();
});
