import torch


def prepare(inputs, options):
    torch.set_num_threads(options.get("threads", 1))
    logits = torch.from_numpy(inputs["logits"]).requires_grad_()
    target = torch.from_numpy(inputs["target"])

    def run():
        logits.grad = None
        value = torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
        value.backward()
        return {"value": [value.item()], "gradient": logits.grad}

    return run
