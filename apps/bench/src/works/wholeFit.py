import numpy
import scipy.sparse
from sklearn.linear_model import LogisticRegression


def prepare(inputs, options):
    x, y = inputs["values"], inputs["y"]
    if "columns" in inputs:
        x = scipy.sparse.csr_matrix((x, inputs["columns"], inputs["starts"]), shape=(len(y), options["width"]))
    model = LogisticRegression(solver=options["solver"], fit_intercept=False, max_iter=1000)

    def run():
        model.fit(x, y)

    def result():
        w = model.coef_[0]
        z = x @ w
        return {"objective": [numpy.logaddexp(0, numpy.where(y == 1, -z, z)).sum() + w @ w / 2]}

    run.result = result
    return run
