"""Logistic regression whose weights keep their signs, on few features and weighted examples."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
SWEEPS = 200


def fit_logistic(
    features: Array, is_right: Array, weights: Array, penalty: float, least: Array, most: Array
) -> tuple[float, Array]:
    """The intercept and the weight of each feature (column), between `least` and `most`.

    By Newton's steps one coordinate at a time; `penalty` is on the squared weights of the features
    at standard deviation 1, so that a weight between bounds of 0 and infinity keeps its sign.
    """
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    columns = np.column_stack((np.ones(len(features)), (features - centre) / spread))
    penalties = np.array([0.0, *[penalty] * features.shape[1]])
    low, high = np.array([-np.inf, *least * spread]), np.array([np.inf, *most * spread])
    fitted, logit = np.zeros(columns.shape[1]), np.zeros(len(features))
    for _ in range(SWEEPS):
        for place, column in enumerate(columns.T):
            chance = 1 / (1 + np.exp(-logit))
            slope = column @ (weights * (is_right - chance)) - penalties[place] * fitted[place]
            curve = (column * column) @ (weights * chance * (1 - chance)) + penalties[place]
            moved = np.clip(fitted[place] + slope / curve, low[place], high[place])
            logit += (moved - fitted[place]) * column
            fitted[place] = moved
    slopes = fitted[1:] / spread
    return float(fitted[0] - (slopes * centre).sum()), slopes
