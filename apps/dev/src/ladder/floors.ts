/**
 * The floor on which each package stands. A package imports only from lower floors; what shares a floor are siblings,
 * and none imports another.
 */
export const floors: Readonly<Record<string, number>> = {
  kernels: 0,
  tensor: 1,
  contract: 2,
  gradcheck: 3,
  losses: 4,
  optimizers: 4,
  metrics: 4,
  data: 4,
  models: 5,
  report: 6,
  cluster: 6,
  cli: 7,
  demo: 7,
  docs: 7,
  bench: 7,
  // The repository's own commands stand above the house: they may read all of it.
  dev: 8,
};
