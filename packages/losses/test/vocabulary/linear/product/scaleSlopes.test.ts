import { expect, test } from "vitest";
import { withRoom } from "../../../../src/vocabulary/linear/product/room.ts";
import { scaleSlopes } from "../../../../src/vocabulary/linear/product/scaleSlopes.ts";

test.each([Float32Array, Float64Array])(
  "%o: the same in the kernels' memory and elsewhere, for every length",
  (Numbers) => {
    for (let length = 0; length <= 67; length++) {
      const slopes = new Numbers(Array.from({ length }, (_, k) => Math.sin(k)));
      const [to, sums] = [new Numbers(length), Float64Array.from({ length }, (_, k) => k)];
      scaleSlopes(slopes, 0.1, to, sums);
      const extents = {
        slopes: [Numbers, length],
        to: [Numbers, length + 1],
        sums: [Float64Array, length + 1],
      } as const;
      withRoom(extents, (room) => {
        const own = room();
        own.slopes.set(slopes);
        own.to.fill(7);
        own.sums.set(Array.from({ length: length + 1 }, (_, k) => k));
        scaleSlopes(own.slopes, 0.1, own.to.subarray(0, length), own.sums.subarray(0, length));
        expect([...own.sums.subarray(length)]).toEqual([length]);
        expect([...own.to.subarray(length)]).toEqual([7]);
        const unit = Numbers === Float32Array ? 1e-7 : 1e-15;
        for (let k = 0; k < length; k++) {
          expect(Math.abs((own.to[k] as number) - (to[k] as number))).toBeLessThanOrEqual(unit);
          expect(Math.abs((own.sums[k] as number) - (sums[k] as number))).toBeLessThanOrEqual(unit * 70);
        }
      });
    }
  },
);
