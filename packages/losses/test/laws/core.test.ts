import { core } from "./core.ts";
import { testLaws } from "./testLaws.ts";

testLaws(core);
