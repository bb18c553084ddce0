import { batch } from "./batch.ts";
import { testLaws } from "./testLaws.ts";

testLaws(batch);
