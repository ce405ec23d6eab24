"""How a line is broken: cosmic-ray's operators that can matter, and what those leave out."""

from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray import plugins
from cosmic_ray.operators.boolean_replacer import AddNot
from cosmic_ray.operators.operator import Operator

_CONFINING = {"filter", "exclude", "get", "in_company"}
_THEIRS = [
    *("ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceUnaryOperator_Delete_Not", "NumberReplacer", "RemoveDecorator"),
    *("ExceptionReplacer", "ZeroIterationForLoop", "ReplaceContinueWithBreak"),
    *("ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add"),
    *("ReplaceBinaryOperator_BitAnd_BitOr", "ReplaceBinaryOperator_BitOr_BitAnd"),
    *(
        f"ReplaceComparisonOperator_{before}_{after}"
        for pair in ("Eq NotEq", "Is IsNot", "Lt GtE", "Lt LtE", "Gt LtE", "Gt GtE")
        for before, after in (pair.split(), reversed(pair.split()))
    ),
]


class _Own(Operator):
    """An operator that says `where` it applies, and what the code is there afterwards."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        """Yield the node's place once for each way to break it."""
        for _ in self.ways(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Return the node as it is after the way of that index."""
        code = list(self.ways(node))[index]
        return parso.parse(node.get_first_leaf().prefix + code)

    def ways(self, node: Any) -> Iterator[str]:
        """Yield the code that may stand in the node's place."""
        raise NotImplementedError

    @classmethod
    def examples(cls) -> tuple[Any, ...]:
        """Return none: `tests/mutation/test_operators.py` has them."""
        return ()


class TurnCondition(AddNot):
    """What is done where something is so is done where it is not."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        """Yield conditions that no other operator turns round."""
        turned = {"comparison", "not_test"}
        if node.type in ("if_stmt", "while_stmt") and node.children[1].type in turned:
            return
        yield from super().mutation_positions(node)


class LeaveOutStatement(_Own):
    """A call whose value nobody takes, an attribute's assignment or a `raise` becomes `pass`."""

    def ways(self, node: Any) -> Iterator[str]:
        """Yield `pass`."""
        is_call = node.type == "atom_expr" and node.children[-1].get_code().endswith(")")
        is_set = node.type == "expr_stmt" and "." in node.children[0].get_code(False)
        if node.type == "raise_stmt" or is_set or (is_call and node.parent.type == "simple_stmt"):
            yield "pass"


class ReturnNothing(_Own):
    """A value that is returned is not."""

    def ways(self, node: Any) -> Iterator[str]:
        """Yield `return None`."""
        if node.type == "return_stmt" and node.get_code(False) != "return None":
            yield "return None"


class ChangeText(_Own):
    """A text says something else: a key, a pattern, a column, a claim."""

    def ways(self, node: Any) -> Iterator[str]:
        """Yield the text with two letters before it."""
        if node.type == "fstring_string":
            yield f"XX{node.value}"
        if node.type == "string":
            quote = node.value.lstrip("rbRB")[0]
            yield node.value.replace(quote, f"{quote}XX", 1)

    def mutate(self, node: Any, index: int) -> Any:
        """Change the leaf itself: part of an f-string is no code of its own."""
        node.value = list(self.ways(node))[index]
        return node


class TurnMembership(_Own):
    """What is in is not in, and the other way round."""

    def ways(self, node: Any) -> Iterator[str]:
        """Yield the opposite of an `in` between two operands."""
        if node.type == "comparison" and len(node.children) == 3:
            left, operator, right = (part.get_code(False) for part in node.children)
            opposite = {"in": "not in", "not in": "in"}.get(operator)
            if opposite:
                yield f"{left} {opposite} {right}"


class LeaveOutCondition(_Own):
    """A query is confined by one condition less, or by none."""

    def ways(self, node: Any) -> Iterator[str]:
        """Yield the chain of calls without each `filter(…)`, and without each of its conditions."""
        if node.type != "atom_expr":
            return
        parts = node.children
        for at in range(1, len(parts) - 1):
            if parts[at].get_code(False)[1:] in _CONFINING:
                before = "".join(part.get_code(False) for part in parts[:at])
                after = "".join(part.get_code(False) for part in parts[at + 2 :])
                yield from self._less(before, parts[at], parts[at + 1], after)

    def _less(self, before: str, name: Any, call: Any, after: str) -> Iterator[str]:
        method = name.get_code(False)
        if method in (".filter", ".exclude"):
            yield f"{before}{after}"
        given = call.children[1]
        conditions = [one for one in getattr(given, "children", []) if one.type == "argument"]
        for left_out in conditions if given.type == "arglist" else []:
            kept = ", ".join(one.get_code(False) for one in conditions if one is not left_out)
            yield f"{before}{method}({kept}){after}"


OWN: tuple[type[Operator], ...] = (
    TurnCondition, LeaveOutStatement, ReturnNothing, ChangeText, TurnMembership,
    LeaveOutCondition,
)  # fmt: skip


def operators() -> dict[str, Operator]:
    """Return each operator by its name."""
    theirs = {name: plugins.get_operator(f"core/{name}")() for name in _THEIRS}
    return theirs | {operator.__name__: operator() for operator in OWN}
