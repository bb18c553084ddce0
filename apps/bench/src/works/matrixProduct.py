import numpy


def prepare(inputs, options):
    if options["library"] == "numpy":
        return lambda: {"product": inputs["a"] @ inputs["b"]}
    import torch

    torch.set_num_threads(options.get("threads", 1))
    a, b = torch.from_numpy(inputs["a"]), torch.from_numpy(inputs["b"])
    return lambda: {"product": torch.matmul(a, b)}
