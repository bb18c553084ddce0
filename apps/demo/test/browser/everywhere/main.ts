import { runSuite } from "./suite.ts";

// Runs when the page loads: what a test evaluates in a page is not held to its policy.

const asked = new URL(location.href).searchParams;

function show(text: string): void {
  document.querySelector("output")?.append(text);
}

if (asked.get("where") === "worker") {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<string>) => show(data));
  worker.addEventListener("error", ({ message }) => show(JSON.stringify({ error: message })));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
  worker.postMessage(asked.get("threads"));
} else {
  show(JSON.stringify(await runSuite(2)));
}
