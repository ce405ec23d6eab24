"""What the figures are called where people read them."""

MEANINGS = {
    "accuracy": ("Accuracy", "best candidate right, in scope, whatever its score"),
    "right": ("Right", "in scope, answered rightly"),
    "confirm_right": ("Confirmed right", "in scope, asked back with the right guess"),
    "fallback": ("Fallback", "in scope, asked for other words"),
    "confirm_wrong": ("Confirmed wrong", "in scope, asked back with a wrong guess"),
    "wrong": ("Wrong", "in scope, answered wrongly"),
    "precision": ("Precision", "right among all answers, asked back or not"),
    "sure_precision": ("Sure precision", "right among answers given without asking back"),
    "oos_recall": ("Out-of-scope recall", "out of scope and asked for other words"),
    "oos_confirmed": ("Out of scope confirmed", "out of scope and asked back with a guess"),
    "auroc": ("AUROC", "how well the score tells in scope from out of scope"),
    "right_at_90": ("Right at 90", "in scope and right where 90% of the others are rejected"),
    "calibration_error": ("Calibration error", "how far scores are from being probabilities"),
    "two_in_one": ("Two in one", "both requests of an utterance found, in order"),
}
"""Each figure's title and what it says, in the order of reading."""

BAND_NAMES = ("right", "confirm_right", "fallback", "confirm_wrong", "wrong")
OUT_OF_SCOPE = "out of scope"
NOISE_FIGURES = ("accuracy", "right", "wrong", "oos_recall", "auroc", "right_at_90")


def percent(share: float) -> str:
    """Return a share as a percentage with one decimal."""
    return f"{share * 100:.1f}%"


def milliseconds(micros: float) -> str:
    """Return microseconds as milliseconds."""
    return f"{micros / 1000:.2f} ms"
