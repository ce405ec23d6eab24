"""The page and the table tell what was measured, and nothing said becomes markup."""

import re
from xml.etree import ElementTree

import pytest

from matching.evaluation import svg
from matching.evaluation.evaluating import Evaluation, evaluate
from matching.evaluation.labelled import Labelled
from matching.evaluation.outcomes import Answer, Outcome
from matching.evaluation.page import page
from matching.evaluation.plots import reliability_plot, score_plot, threshold_plot
from matching.evaluation.table import table

NASTY = "<script>alert('x')</script> & \"more\""
OUTCOMES = {
    "book a visit": Outcome("book", 0.9, micros=1500),
    NASTY: Outcome("<b>price</b>", 0.6, confirm=True, micros=9000),
    "what": Outcome("hours", 0.2, kind="fallback", micros=500),
    "pizza": Outcome("book", 0.1, kind="fallback", micros=500),
}
LABELLED = [
    Labelled("book a visit", ("book",)),
    Labelled(NASTY, ("book", "price")),
    Labelled("what", ("hours",)),
    Labelled("pizza"),
]


def answer_as_known(text: str) -> Outcome:
    return OUTCOMES.get(text, Outcome("book", 0.3, kind="fallback"))


@pytest.fixture
def evaluation() -> Evaluation:
    return evaluate(LABELLED, answer_as_known, noise_seed=1)


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314  our own


def test_an_evaluation_holds_what_was_measured(evaluation: Evaluation) -> None:
    told = evaluation.as_document()

    assert (told["utterances"], told["inScope"], told["outOfScope"]) == (4, 3, 1)
    assert (told["right"], told["confirmWrong"], told["fallback"]) == (0.3333, 0.3333, 0.3333)
    assert (told["accuracy"], told["oosRecall"], told["auroc"]) == (0.6667, 1.0, 1.0)
    assert told["latencyMicros"] == {"p50": 1000, "p90": 6750, "p99": 8775, "max": 9000}
    assert [told["thresholds"][place]["fallback"] for place in (0, 25, 50)] == [0.0, 0.3333, 1.0]
    assert told["confusions"][0]["found"] == "<b>price</b>"
    assert set(told["noise"]) == {
        *("fillers and openers", "function words dropped", "words misheard", "all of it")
    }


def test_the_slowest_come_first(evaluation: Evaluation) -> None:
    assert [one.outcome.micros for one in evaluation.slowest] == [9000, 1500, 500, 500]


def test_without_a_seed_nothing_is_spoiled() -> None:
    heard: list[str] = []

    def answer(text: str) -> Outcome:
        heard.append(text)
        return answer_as_known(text)

    assert evaluate(LABELLED, answer).noise == ()
    assert heard == [one.text for one in LABELLED]


def test_what_was_said_and_found_stands_escaped(evaluation: Evaluation) -> None:
    written = page(evaluation, title="<i>Ours</i>")

    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;more&quot;" in written
    assert "&lt;b&gt;price&lt;/b&gt;" in written
    assert "<title>&lt;i&gt;Ours&lt;/i&gt;</title>" in written
    assert re.findall(r"<(script|b|i)\b", written) == []


def test_the_page_needs_nothing_beside_itself(evaluation: Evaluation) -> None:
    written = page(evaluation, title="Ours")

    assert re.findall(r"https?:|src=|href=|url\(|@import", written) == []
    assert written.count("<svg") == 3


def test_the_page_tells_the_figures(evaluation: Evaluation) -> None:
    written = page(evaluation, title="Ours")

    assert "<dt>Accuracy</dt><dd>66.7%</dd>" in written
    assert "4 utterances: 3 in scope (1 with two requests), 1 out of scope." in written
    assert '<td class="number">9.00 ms</td>' in written


def test_a_reliability_dot_stands_where_its_bin_is(evaluation: Evaluation) -> None:
    frame = svg.Frame()
    drawn = parsed(reliability_plot(evaluation))

    places = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in drawn.iter("circle")]

    assert places == [
        (frame.x(0.1), frame.y(0)),
        (frame.x(0.2), frame.y(1)),
        (frame.x(0.6), frame.y(0)),
        (frame.x(0.9), frame.y(1)),
    ]


def test_stacked_bands_fill_the_plot_at_every_threshold(evaluation: Evaluation) -> None:
    drawn = parsed(threshold_plot(evaluation))
    top = list(drawn.iter("polygon"))[-1].get("points", "").split()

    heights = {point.split(",")[1] for point in top[: len(evaluation.curve)]}

    assert heights == {str(svg.Frame().y(1))}


def test_scores_out_of_scope_hang_below_the_line(evaluation: Evaluation) -> None:
    drawn = parsed(score_plot(evaluation))
    bars = [one for one in drawn.iter("rect") if float(one.get("height", "")) > 0]

    below = [one for one in bars if one.get("class") == "outside"]

    assert len(bars) == 4
    assert len(below) == 1
    assert float(below[0].get("y", "")) > max(
        float(one.get("y", "")) for one in bars if one not in below
    )


@pytest.mark.parametrize("labelled", [LABELLED[:1], LABELLED[3:]])
def test_one_sided_data_is_drawn_too(labelled: list[Labelled]) -> None:
    written = page(evaluate(labelled, answer_as_known), title="Ours")

    assert written.count("<svg") == 3
    assert "nan" not in written


def test_the_table_tells_the_figures_the_noise_and_the_confusions(evaluation: Evaluation) -> None:
    told = table(evaluation)

    assert "  Accuracy                  66.7%   best candidate right" in told
    assert "words misheard" in told
    assert "    1        1  book → <b>price</b>" in told


def test_the_table_leaves_out_noise_that_was_not_made() -> None:
    answer: Answer = answer_as_known

    assert "Spoiled" not in table(evaluate(LABELLED, answer))
