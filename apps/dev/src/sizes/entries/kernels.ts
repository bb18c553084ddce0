export * from "@surprisal/kernels";
