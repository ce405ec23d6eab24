"""What there is to break in a module, without what no test could or should tell apart."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from tests.mutation.operators import operators

Place = tuple[int, int]
_WORDS = {"verbose_name", "help_text", "hint", "savepoint", "frozen", "slots"}


@dataclass(frozen=True)
class Mutant:
    """One change to one module."""

    module: str
    line: int
    change: str
    source: str

    @property
    def name(self) -> str:
        """Return the module and what became of which line."""
        return f"{self.module}: {self.change}"

    @property
    def place(self) -> str:
        """Return the line and what became of it."""
        return f"{self.line}: {self.change}"


def file_of(module: str) -> Path:
    """Return the file of a module of the product."""
    return Path(f"{module.replace('.', '/')}.py")


@cache
def mutants_of(module: str) -> list[Mutant]:
    """Return every mutant of a module, each once."""
    made = {one.source: one for one in _mutants(module, file_of(module).read_text())}
    return sorted(made.values(), key=lambda one: one.line)


def _mutants(module: str, source: str) -> Iterator[Mutant]:
    nodes = list(ast_nodes(get_ast(source)))
    for operator in operators().values():
        places = [place for node in nodes for place in operator.mutation_positions(node)]
        for occurrence, (start, _) in enumerate(places):
            changed = mutate_code(source, operator, occurrence)
            if changed and not _is_beside_the_point(source, start) and _is_code(changed):
                yield Mutant(module, start[0], _change(source, changed), changed)


def _is_code(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _change(before: str, after: str) -> str:
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    told = [" ".join(line.split()) for line in lines if line[:2] not in ("--", "++", "@@")]
    return " ⇒ ".join(line.lstrip("+-").strip() for line in told)


def _is_beside_the_point(source: str, place: Place) -> bool:
    return any(start <= place < end for start, end in _left_alone(source))


@cache
def _left_alone(source: str) -> list[tuple[Place, Place]]:
    """Return where docstrings, annotations, figures, and words for people or for the log stand."""
    found = [_span(one) for node in ast.walk(ast.parse(source)) for one in _words_in(node)]
    return sorted(found)


def _words_in(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        yield node
    if isinstance(node, ast.Assign) and _is_told_or_typed(node):
        yield node
    if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.AnnAssign) and node.value and _names_itself(node.value):
        yield node
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield node.returns
    if isinstance(node, ast.keyword) and node.arg in _WORDS:
        yield node
    if isinstance(node, ast.Call) and _is_told_to_operators(ast.unparse(node.func)):
        yield node
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        yield from node.exc.args


def _is_told_to_operators(function: str) -> bool:
    return function.startswith("logger.") or ".labels(" in function or function == "stage"


def _is_told_or_typed(node: ast.Assign) -> bool:
    is_told = ast.unparse(node.targets[0]) in ("logger", "message", "hint")
    return is_told or _names_itself(node.value)


def _names_itself(value: ast.AST) -> bool:
    return ast.unparse(value).startswith(("TypeVar(", "ContextVar("))


def _span(node: ast.AST) -> tuple[Place, Place]:
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
