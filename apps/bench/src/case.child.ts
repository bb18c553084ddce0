import { processClock } from "./harness/clock.ts";
import { measureCase } from "./harness/measureCase.ts";
import type { CaseMessage, CaseRequest } from "./harness/ownProcessCase.ts";
import { runOptions } from "./runOptions.ts";
import { works } from "./works/index.ts";

// Measures one case: see ownProcessCase.ts.
process.once("message", (request: CaseRequest) => void measure(request));

async function measure({ work: workName, size: sizeName, floors, fatal }: CaseRequest): Promise<void> {
  const work = works.find(({ name }) => name === workName);
  const size = work?.sizes.find(({ name }) => name === sizeName);
  try {
    if (!work || !size) throw new Error("no such work");
    const onTurn = (turn: string): void => {
      const reason = fatal[turn];
      if (reason !== undefined) throw new Error(reason);
      send({ turn });
    };
    send({ report: await measureCase(work, size, floors, { ...runOptions(processClock), onTurn }) });
  } catch (error) {
    send({ failed: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect();
}

function send(message: CaseMessage): void {
  process.send?.(message);
}
