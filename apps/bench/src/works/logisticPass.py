import numpy


def sigmoid(z):
    return 1 / (1 + numpy.exp(-z))


def prepare(inputs, options):
    y, w = inputs["y"], inputs["w"]
    if options["library"] == "torch":
        import torch

        torch.set_num_threads(options.get("threads", 1))
        x, y, w = torch.from_numpy(inputs["x"]), torch.from_numpy(y), torch.from_numpy(w).requires_grad_()

        def run():
            w.grad = None
            value = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y)
            value.backward()
            return {"value": [value.item()], "gradient": w.grad}

        return run
    if options["library"] == "scipy":
        import scipy.sparse

        shape = (len(y), len(w))
        x = scipy.sparse.csr_matrix((inputs["values"], inputs["columns"], inputs["starts"]), shape=shape)
        transposed = x.T
    else:
        x = inputs["x"]
        transposed = x.T

    def run():
        z = x @ w
        value = numpy.mean(numpy.logaddexp(0, z) - y * z)
        return {"value": [value], "gradient": transposed @ ((sigmoid(z) - y) / numpy.float32(len(y)))}

    return run
