import { robust } from "./robust.ts";
import { testLaws } from "./testLaws.ts";

testLaws(robust);
