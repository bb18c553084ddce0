/** uPlot formats numbers in the browser's language as it loads, and throws at one that is none: "en-US@posix" where a Linux has no locale. */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
}
