import numpy


def prepare(inputs, options):
    x, y = inputs["x"], inputs["y"]
    if options["library"] == "torch":
        import torch

        torch.set_num_threads(options.get("threads", 1))
        x, y = torch.from_numpy(x), torch.from_numpy(y)
        of = {"sum": lambda: x.sum(), "dot product": lambda: torch.dot(x, y)}
        return lambda: {"value": [float(of[options["reduction"]]())]}
    of = {"sum": lambda: x.sum(), "dot product": lambda: x @ y}
    return lambda: {"value": [float(of[options["reduction"]]())]}
