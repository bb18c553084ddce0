import type { Loss, TargetKind } from "@surprisal/contract";
import { fuse } from "@surprisal/contract/compile";
import type { Tensor } from "@surprisal/tensor";

/** How losses are computed: op by op, or in one of the compiled forms; "wasm32" is WebAssembly in float32. */
export const forms = ["eager", "wasm", "wasm32", "javascript", "interpreter"] as const;
export type Form = (typeof forms)[number];

/** One case in one form. */
export class FormRun {
  readonly form: Form;
  /** Whether a compiled program took part. */
  hasProgram = false;

  constructor(form: Form) {
    this.form = form;
  }

  /** The loss in this form. */
  of(loss: Loss, prediction: Tensor, target: Tensor, weighsClasses: boolean): Loss {
    if (this.form === "eager") return loss;
    const fused = fuse(loss, { form: this.form === "wasm32" ? "wasm" : this.form });
    const dtype = this.form === "wasm32" ? "float32" : "float64";
    const kinds = loss.target.filter((kind) => (kind === "classes") === (target.dtype === "int32"));
    const widths = (kind: TargetKind): readonly number[] => (isRowwise(kind) ? prediction.shape.toReversed() : [1]);
    // Class weights stand inside of some losses, which are then computed op by op.
    const isInside = weighsClasses && loss.weighsClasses;
    this.hasProgram ||=
      !isInside &&
      kinds.some((kind) => widths(kind).some((width) => width > 0 && fused.formFor(kind, width, dtype) !== "eager"));
    return fused;
  }
}

const isRowwise = (kind: TargetKind): boolean => kind === "classes" || kind === "distribution" || kind === "row";
