import { margin } from "./margin.ts";
import { testLaws } from "./testLaws.ts";

testLaws(margin);
