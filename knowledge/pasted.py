"""Questions and answers in a text as people paste it.

Four ways to write them: `Q:` and `A:` before each (several `Q:` in a row are ways to ask the same);
a question and its answer on a line with a tab or a comma between them; paragraphs of a question
and the lines of its answer; paragraphs of a line each, in turns a question and an answer.
"""

import csv
import re
from collections.abc import Iterator
from itertools import groupby

from knowledge.rows import InvalidRows, Row, RowFault

_MARK = re.compile(r"\s*(?P<kind>q|question|a|answer)\s*\d{0,6}\s*:(?P<text>.*)", re.IGNORECASE)

Line = tuple[int, str]
"""A line's number, from 1, and its text."""


def read_pasted(text: str) -> Iterator[Row]:
    """Return the rows of a text; raises `InvalidRows` where it is written in none of these ways."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    said = [line for line in lines if line[1]]
    if any(_kind(line) == "q" for _, line in said):
        return _read_marked(said)
    if said and all("\t" in line for _, line in said):
        return (_row(number, *line.split("\t", 1)) for number, line in said)
    if said and all(len(_cells(line)) == 2 for _, line in said):
        return (_row(number, *_cells(line)) for number, line in said)
    return _read_paragraphs(_paragraphs(lines))


def _read_marked(lines: list[Line]) -> Iterator[Row]:
    entry: list[Line] = []
    for line in lines:
        if entry and _kind(line[1]) == "q" and any(_kind(text) == "a" for _, text in entry):
            yield _marked(entry)
            entry = []
        entry.append(line)
    yield _marked(entry)


def _marked(lines: list[Line]) -> Row:
    """Return the entry of some lines; one without a mark goes on with the line before."""
    questions: list[str] = []
    answers: list[str] = []
    current = questions
    for number, line in lines:
        mark = _MARK.fullmatch(line)
        if mark and _kind(line) == "a":
            current = answers
        if not mark and not questions:
            raise InvalidRows([RowFault(number, "question", "Begin with Q: before the question.")])
        if mark or current is answers:
            current.append(mark["text"].strip() if mark else line)
        else:
            questions[-1] += f" {line}"
    asked = {"question": questions[0], "alternatives": questions[1:]} if questions else {}
    return Row(lines[0][0], {**asked, "answer": " ".join(answers)})


def _kind(line: str) -> str:
    mark = _MARK.fullmatch(line)
    return mark["kind"][0].lower() if mark else ""


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], skipinitialspace=True), [])


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    return [list(group) for has_text, group in groupby(lines, lambda one: bool(one[1])) if has_text]


def _read_paragraphs(paragraphs: list[list[Line]]) -> Iterator[Row]:
    if paragraphs and all(len(one) == 1 for one in paragraphs) and len(paragraphs) % 2 == 0:
        paragraphs = [
            asked + told for asked, told in zip(paragraphs[::2], paragraphs[1::2], strict=True)
        ]
    for (number, question), *answer in paragraphs:
        yield _row(number, question, " ".join(line for _, line in answer))


def _row(number: int, question: str, answer: str) -> Row:
    return Row(number, {"question": question, "answer": answer})
