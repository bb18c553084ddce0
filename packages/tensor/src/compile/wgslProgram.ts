/** A compute shader, and what a host has to know to run it. */
export interface WgslProgram {
  /** The text of a module with the entry point `main`. */
  readonly code: string;
  /** By binding, of group 0: what stands there. The numbers of an array are those of a row each. */
  readonly bindings: readonly WgslBinding[];
  /** How many rows a workgroup takes at a time. Fewer workgroups than rows ask for are enough: each goes on with the next. */
  readonly rowsPerWorkgroup: number;
}

export type WgslBinding =
  /** A uniform u32: how many rows there are. */
  | { readonly holds: "count" }
  | { readonly holds: "input"; readonly input: number; readonly type: "f32" | "i32"; readonly numbers: number }
  | { readonly holds: "output"; readonly output: number; readonly numbers: number }
  /** Memory of the program's own: so many numbers a workgroup. */
  | { readonly holds: "scratch"; readonly numbers: number };
