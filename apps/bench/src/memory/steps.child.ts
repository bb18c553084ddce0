import type { MannerName } from "./manners.ts";
import { measure } from "./measure.ts";
import type { TrainingName } from "./trainings.ts";

// In a process of its own: what another run has left there would count. The command names what there is.
const [training, manner, steps] = process.argv.slice(2) as [TrainingName, MannerName, string];
console.log(JSON.stringify(await measure(training, manner, Number(steps))));
