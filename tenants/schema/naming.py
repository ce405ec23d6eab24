"""What an operation is called: its id, its tag, its summary and its description."""

import re

_VERBS = {"GET": "get", "PUT": "replace", "PATCH": "update", "DELETE": "delete"}
_PREFIX = re.compile(r"^/api/(company/\{company_id\}/)?")


def operation_id(path: str, method: str, *, is_list: bool, creates: bool) -> str:
    """Return a name such as `listScenarios`, `createScenario` or `previewConfigurationSync`.

    A POST that creates nothing is named for what it does: the last part of its path.
    """
    nouns = _nouns(path)
    if is_list:
        return _camel("list", *nouns)
    if creates:
        return _camel("create", *nouns[:-1], _singular(nouns[-1]))
    if method == "POST":
        return _camel(nouns[-1], *nouns[:-1])
    return _camel(_VERBS[method], *nouns)


def area(path: str) -> str:
    """Return the tag of a path: its first noun, as a person writes it."""
    return _parts(path)[0].replace("-", " ").capitalize()


def summary_and_rest(docstring: str) -> tuple[str, str]:
    """Return the first sentence, without its full stop, and what comes after it."""
    first, _, rest = re.sub(r"\s*\n(?!\n)\s*", " ", docstring.strip()).partition(". ")
    paragraph, _, more = first.partition("\n")
    return paragraph.rstrip(". "), "\n\n".join(filter(None, (more.strip(), rest.strip())))


def _parts(path: str) -> list[str]:
    return _PREFIX.sub("", path).split("/")


def _nouns(path: str) -> list[str]:
    """Return the nouns of a path, each that is followed by a parameter in the singular."""
    parts = _parts(path)
    followed = [*(part.startswith("{") for part in parts[1:]), False]
    return [
        _singular(part) if is_one else part
        for part, is_one in zip(parts, followed, strict=True)
        if not part.startswith("{")
    ]


def _singular(noun: str) -> str:
    return re.sub(r"s$", "", noun)


def _camel(*words: str) -> str:
    first, *others = "-".join(words).split("-")
    return first + "".join(word.capitalize() for word in others)
