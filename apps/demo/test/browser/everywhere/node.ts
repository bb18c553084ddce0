import { runSuite } from "./suite.ts";

console.log(JSON.stringify(await runSuite(2)));
