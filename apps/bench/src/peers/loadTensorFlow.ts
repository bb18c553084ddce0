import { registerHooks } from "node:module";

export type TensorFlow = typeof import("@tensorflow/tfjs-core");

/** TensorFlow.js with its gradients and the backends that need no GPU; without checks for NaN after every op. */
export async function loadTensorFlow(): Promise<TensorFlow> {
  const library = await import("@tensorflow/tfjs-core");
  await import("@tensorflow/tfjs-backend-cpu");
  await import("@tensorflow/tfjs-backend-wasm");
  await registerGradients();
  library.enableProdMode();
  return library;
}

/**
 * The entry for Node leaves the gradients out. They lie in the package's folder as modules for bundlers, whose imports have no extension:
 * a hook puts it there. The registry is global, so that it does not matter which copy of the core fills it.
 */
async function registerGradients(): Promise<void> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const isBare = specifier.startsWith(".") && !specifier.endsWith(".js");
      const isIn = context.parentURL?.includes("/tfjs-core/dist/") ?? false;
      return next(isIn && isBare ? `${specifier}.js` : specifier, context);
    },
  });
  try {
    await import("@tensorflow/tfjs-core/dist/register_all_gradients.js");
  } finally {
    hooks.deregister();
  }
}
