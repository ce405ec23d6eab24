"""What people import: CSV as spreadsheets write it, JSON, and text that they pasted."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import reading
from knowledge.reading import read_file, read_text
from knowledge.rows import InvalidRows

WHERE = {"question": "Where?", "answer": "Here."}


def table(text: str, encoding: str = "utf-8") -> list[Any]:
    """Return what the rows of a CSV file hold."""
    return [row.values for row in read_file(text.encode(encoding), "knowledge.csv", "")]


def faults(text: str | bytes, name: str = "knowledge.csv") -> list[tuple[int, str]]:
    """Return row and field of what makes a file unreadable."""
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(InvalidRows) as refused:
        read_file(content, name, "")
    return [(fault["row"], fault["field"]) for fault in refused.value.details["rows"]]


def rows_or_faults(content: bytes, name: str) -> list[Any]:
    """Return the rows of a file, else what makes it unreadable."""
    try:
        return list(read_file(content, name, ""))
    except InvalidRows as refused:
        return list(refused.details["rows"])


@pytest.mark.parametrize(
    "text",
    [
        "question,answer\nWhere?,Here.\n",
        "question,answer\r\nWhere?,Here.\r\n\r\n",
        "\ufeffQuestion;Answer\r\nWhere?;Here.\r\n",
        "QUESTIONS\tReply\nWhere?\tHere.",
        '"question","answer"\n"Where?","Here."',
        "sep=;\r\nquestion;answer\r\nWhere?;Here.",
        "answer,question,\nHere.,Where?,\n,,\n",
    ],
    ids=["plain", "crlf", "bom", "tab", "quoted", "sep", "blank column"],
)
def test_a_table_is_read_whichever_program_wrote_it(text: str) -> None:
    assert table(text) == [WHERE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_in_each_usual_encoding(encoding: str) -> None:
    assert table("question,answer\nCafé?,Olé.", encoding) == [
        {"question": "Café?", "answer": "Olé."}
    ]


def test_each_column_is_read_in_its_form() -> None:
    header = "id,question,Alternative Questions,answer,category,status"
    line = 'x ,"a\n""b""",a|b | c,\'=SUM(1),,Draft'

    assert table(f"{header}\n{line}") == [
        {
            "id": "x",
            "question": 'a\n"b"',
            "alternatives": ["a", "b", "c"],
            "answer": "=SUM(1)",
            "category": "",
            "status": "draft",
        }
    ]


def test_a_formula_is_a_text() -> None:
    assert table("question,answer\n=1+1,@home") == [{"question": "=1+1", "answer": "@home"}]


def test_an_id_and_a_status_that_are_not_filled_in_are_not_given() -> None:
    assert table("id,question,answer,status\n,Where?,Here., ") == [WHERE]


def test_a_short_row_lacks_what_is_not_there() -> None:
    assert table("question,answer,category\nWhere?,Here.") == [WHERE]


def test_a_row_with_a_cell_too_many_is_at_fault() -> None:
    (row,) = read_file(b"question,answer\nWhere?,Here.,There.", "a.csv", "")

    assert (row.number, row.fault) == (2, "There are more cells than columns.")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("question,answer,notes\nWhere?,Here.,x", [(1, "notes")]),
        ("question,Question,answer\nWhere?,Where?,Here.", [(1, "question")]),
        ("answer\nHere.", [(1, "question")]),
        ("", [(1, "question")]),
        ("question,answer\n", [(1, "")]),
        ('question,answer\n"Where?"x,Here.', [(2, "")]),
        ('question,answer\n"Where?,Here.', [(2, "")]),
        ("question,answer\n" + "x" * 200_000 + ",Here.", [(2, "")]),
        (b"question,answer\n\x81,\x8d", [(1, "")]),
    ],
    ids=["unknown", "twice", "no question", "empty", "no rows", "quote", "open", "huge", "binary"],
)
def test_what_is_no_table_of_entries_is_told(text: str | bytes, at: list[tuple[int, str]]) -> None:
    assert faults(text) == at


def test_more_rows_than_are_taken_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ROWS_MAX", 2)

    assert len(table("question,answer\na,b\nc,d")) == 2
    assert faults("question,answer\na,b\nc,d\ne,f") == [(4, "")]


@pytest.mark.parametrize("name", ["a.json", "a.JSON", "a.txt", "a"])
def test_json_is_read_by_its_name_or_by_its_look(name: str) -> None:
    (row,) = read_file(json.dumps([WHERE]).encode(), name, "")

    assert (row.number, row.values) == (1, WHERE)


@pytest.mark.parametrize(
    "text", ["", "{", "{}", '"x"', "1", "[", "[1," * 50_000, '[{"a": "\\ud800"}]', "9" * 5000, "[]"]
)
def test_what_is_no_list_in_json_is_told(text: str) -> None:
    assert faults(text, "a.json") == [(1, "")]


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.json", "a.txt"]))
def test_any_file_is_read_or_told_what_is_wrong(content: bytes, name: str) -> None:
    assert rows_or_faults(content, name)


@pytest.mark.parametrize(
    "text",
    [
        "Q: Where?\nA: Here.",
        "\nq1 : Where?\n\nanswer: Here.\n",
        "question,answer\nWhere?,Here.",
        "Where?\tHere.",
        "Where?, Here.",
        "Where?\nHere.",
        "Where?\n\nHere.",
        '[{"question": "Where?", "answer": "Here."}]',
    ],
)
def test_text_that_was_pasted_is_read_in_each_way_to_write_it(text: str) -> None:
    assert [row.values for row in read_text(text)] in (
        [WHERE],
        [{**WHERE, "alternatives": []}],
    )


def test_several_questions_before_an_answer_ask_the_same() -> None:
    first, second = read_text(
        "Q: Where?\nQ: Which\nstreet?\nA: On Main\nStreet.\n\nQ: Open?\nA: Yes."
    )

    assert first.values == {
        "question": "Where?",
        "alternatives": ["Which street?"],
        "answer": "On Main Street.",
    }
    assert (second.number, second.values["question"]) == (7, "Open?")


def test_paragraphs_are_told_by_the_line_they_begin_on() -> None:
    rows = read_text("Where?\nOn Main\nStreet.\n\n\nOpen?\nYes, we are.")

    assert [(row.number, row.values["answer"]) for row in rows] == [
        (1, "On Main Street."),
        (6, "Yes, we are."),
    ]


def test_a_marked_text_begins_with_a_question() -> None:
    with pytest.raises(InvalidRows) as refused:
        read_text("Our answers\nQ: Where?\nA: Here.")

    assert refused.value.details["rows"][0]["row"] == 1
