import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  // Relative addresses: the built folder works under any path of a static host.
  base: "./",
  plugins: [svelte()],
  // The packages are read from their sources: no build of theirs is needed.
  resolve: { conditions: ["@surprisal/source", ...defaultClientConditions] },
  build: { modulePreload: { polyfill: false } },
});
