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
    if "x" in inputs:
        x = inputs["x"]
    else:
        import scipy.sparse

        shape = (len(y), len(w))
        x = scipy.sparse.csr_matrix((inputs["values"], inputs["columns"], inputs["starts"]), shape=shape)
    if options["library"] == "sklearn":
        from sklearn._loss.loss import HalfBinomialLoss
        from sklearn.linear_model._linear_loss import LinearModelLoss

        loss = LinearModelLoss(base_loss=HalfBinomialLoss(), fit_intercept=False)

        def run():
            value, gradient = loss.loss_gradient(w, x, y)
            return {"value": [value / len(y)], "gradient": gradient / numpy.float32(len(y))}

        return run
    transposed = x.T

    def run():
        z = x @ w
        value = numpy.mean(numpy.logaddexp(0, z) - y * z)
        return {"value": [value], "gradient": transposed @ ((sigmoid(z) - y) / numpy.float32(len(y)))}

    return run
