// oxlint-disable-next-line import/no-unassigned-import -- what it does is all there is to it
import "@surprisal/kernels/worker";
