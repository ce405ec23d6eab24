"""Labelled files are read, and what is wrong with one is said by line."""

import pytest

from matching.evaluation.labelled import Labelled, LabelledError, read_labelled


def test_both_ways_to_label_are_read_and_empty_lines_skipped() -> None:
    lines = [
        b'{"text": "a", "expects": ["x", "y"], "accepts": ["z"], "trade": "hvac"}\n',
        b"\n",
        b'{"text": "b", "expects": []}\n',
        b'{"text": "c", "label": "x"}\n',
        b'{"text": "d", "label": null}\n',
    ]

    assert read_labelled(lines) == [
        Labelled("a", ("x", "y"), frozenset({"z"}), "hvac"),
        Labelled("b"),
        Labelled("c", ("x",)),
        Labelled("d"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 2 is not JSON in UTF-8."),
        (b'{"text": "\xff", "label": null}', "line 2 is not JSON in UTF-8."),
        ("[1]", "line 2: it must be an object."),
        ('{"text": "a"}', 'line 2: it needs either "expects" or "label".'),
        (
            '{"text": "a", "label": "x", "expects": []}',
            'line 2: it needs either "expects" or "label".',
        ),
        ('{"text": " ", "label": "x"}', "line 2: text must be a text."),
        ('{"label": "x"}', "line 2: text must be a text."),
        ('{"text": "a", "label": 1}', "line 2: label must be a text."),
        ('{"text": "a", "expects": "x"}', "line 2: expects must be a list of ids."),
        ('{"text": "a", "expects": [""]}', "line 2: expects must be a list of ids."),
        ('{"text": "a", "label": "x", "who": 1}', "line 2: there is an unknown field 'who'."),
        (
            '{"text": "a", "expects": [], "accepts": ["x"]}',
            "line 2: accepts needs something in expects.",
        ),
    ],
)
def test_what_is_wrong_is_said_by_line(line: str | bytes, fault: str) -> None:
    with pytest.raises(LabelledError) as caught:
        read_labelled(['{"text": "fine", "label": "x"}', line])

    assert str(caught.value) == fault
