import torch


def prepare(inputs, options):
    torch.set_num_threads(options.get("threads", 1))
    start, slope = torch.from_numpy(inputs["weights"]), torch.from_numpy(inputs["gradient"])

    def begin():
        weights = start.clone().requires_grad_()
        optimizer = torch.optim.Adam([weights], lr=options["learningRate"], foreach=options["foreach"])
        weights.grad = slope.clone()
        return weights, optimizer

    _, optimizer = begin()

    def run():
        optimizer.step()

    def result():
        weights, anew = begin()
        for factor in options["factors"]:
            weights.grad = slope * factor
            anew.step()
        return {"weights": weights.detach()}

    run.result = result
    return run
