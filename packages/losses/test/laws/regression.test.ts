import { regression } from "./regression.ts";
import { testLaws } from "./testLaws.ts";

testLaws(regression);
