import { scores } from "./scores.ts";
import { testLaws } from "./testLaws.ts";

testLaws(scores);
