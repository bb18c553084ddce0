import type { Answer, Method, Request, Service } from "./protocol.ts";
import { createService } from "./service.ts";

const service = createService();

addEventListener("message", ({ data: { number, method, given } }: MessageEvent<Request>) => {
  let answer: Answer;
  try {
    // A request carries the arguments of its method.
    const call = service[method] as (...given: Parameters<Service[Method]>) => ReturnType<Service[Method]>;
    answer = { number, result: call(...given) };
  } catch (error) {
    answer = { number, error: error instanceof Error ? error.message : String(error) };
  }
  postMessage(answer);
});
