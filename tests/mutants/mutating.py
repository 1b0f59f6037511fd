"""Mutants of a rule: the same source with one small fault, as a tired author makes them.

A boundary moves, a sign turns, a term, a condition or a bound is left out, an answer is turned
round or is nothing. Only faults inside functions and in numbers of a module count; texts do not.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

COMPARED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
}
"""What stands for a comparison: its boundary moved, and its opposite."""
RECKONED: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("-",),
    ast.Sub: ("+",),
    ast.Mult: ("/",),
    ast.Div: ("*",),
    ast.FloorDiv: ("*",),
    ast.Mod: ("*",),
}
LEFT_OUT = ("clip", "int", "rupiah")
"""Calls in the place of which their argument can stand."""
OUTERMOST = 4
"""Where the statements of a function begin: what is set further in alters what was set before."""
NOTHING = {"int": "0", "float": "0.0", "bool": "False"}
"""What is returned of each type by a rule that does nothing."""


class Mutant(NamedTuple):
    """A faulty source, and where and how it differs from the one without the fault."""

    module: str
    function: str
    line: int
    before: str
    after: str
    source: str
    number: int = 1

    @property
    def name(self) -> str:
        """What it is called in the list of equivalent mutants; no line number is in it."""
        again = f" ({self.number})" if self.number > 1 else ""
        return f"{self.module}.{self.function}: {self.before} -> {self.after}{again}"


class Change(NamedTuple):
    """A part of the source, from the first to before the last character, and what replaces it."""

    first: int
    last: int
    text: str


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Return every mutant of a module's source, in the order of the lines."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    mutants, names, sources = [], Counter[str](), {source}
    for function, change in sorted(_changes(ast.parse(source), source, starts), key=_place):
        faulty = source[: change.first] + change.text + source[change.last :]
        if faulty in sources:
            continue
        sources.add(faulty)
        first = source.rindex("\n", 0, change.first) + 1
        last = source.index("\n", change.last)
        mutant = Mutant(
            module,
            function,
            source.count("\n", 0, first) + 1,
            _words(source[first:last]),
            _words(faulty[first : last + len(faulty) - len(source)]),
            faulty,
        )
        names[mutant.name] += 1
        mutants.append(mutant._replace(number=names[mutant.name]))
    return mutants


def _place(found: tuple[str, Change]) -> tuple[int, int, str]:
    return found[1]


def _words(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def _changes(tree: ast.Module, source: str, starts: list[int]) -> Iterator[tuple[str, Change]]:
    """Yield the changes of a module, with the function in which each is made."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            for part in statement.body:
                for change in _Changes(source, starts, statement).of(part):
                    yield statement.name, change
        elif isinstance(statement, ast.Assign):
            target = ast.unparse(statement.targets[0]).strip("()")
            for change in _Changes(source, starts, None).of(statement.value):
                yield target, change


class _Changes:
    """Finds what can be changed in a function, or in a number of a module."""

    def __init__(self, source: str, starts: list[int], function: ast.FunctionDef | None) -> None:
        self.source, self.starts = source, starts
        self.kind = ast.unparse(function.returns) if function and function.returns else ""

    def of(self, part: ast.AST) -> Iterator[Change]:
        """Yield all changes of a part of the tree."""
        for node in ast.walk(part):
            if isinstance(node, ast.expr):
                yield from self._in_expression(node)
            elif isinstance(node, ast.stmt):
                yield from self._in_statement(node)

    def _in_statement(self, node: ast.stmt) -> Iterator[Change]:
        match node:
            case ast.If(test=test) if not isinstance(test, ast.Compare):
                yield self._instead(test, f"not ({self._text(test)})")
            case ast.Return(value=ast.expr() as answer):
                yield from self._answers(answer)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                read = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
                if name in read or node.col_offset > OUTERMOST:
                    yield self._instead(node, "pass")

    def _in_expression(self, node: ast.expr) -> Iterator[Change]:
        match node:
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                yield from self._signs(left, right, COMPARED.get(type(sign), ()))
            case ast.BinOp(left=left, op=operator, right=right):
                yield from self._signs(left, right, RECKONED.get(type(operator), ()))
            case ast.BoolOp():
                yield from self._conditions(node)
            case ast.UnaryOp(op=ast.USub() | ast.Not()):
                yield self._instead(node, self._text(node.operand))
            case ast.Constant(value=bool()):
                yield self._instead(node, str(not node.value))
            case ast.Constant(value=int() | float() as number):
                yield self._instead(node, repr(number + 1))
                yield self._instead(node, repr(number - 1))
            case ast.Call(func=ast.Name(id="min" | "max")):
                yield from self._bounds(node)
            case ast.Call(func=ast.Name(id=name), args=[argument]) if name in LEFT_OUT:
                yield self._instead(node, f"({self._text(argument)})")

    def _bounds(self, call: ast.Call) -> Iterator[Change]:
        """Yield a least in the place of a largest and the reverse, and either without a bound."""
        bound = self._text(call.func)
        yield self._instead(call.func, "max" if bound == "min" else "min")
        for left_out in call.args:
            rest = [self._text(kept) for kept in call.args if kept is not left_out]
            yield self._instead(call, rest[0] if len(rest) == 1 else f"{bound}({', '.join(rest)})")

    def _answers(self, answer: ast.expr) -> Iterator[Change]:
        """Yield answers that are nothing, always yes, or turned round."""
        text, nothing = self._text(answer), NOTHING.get(self.kind, "")
        if isinstance(answer, ast.Constant) or not nothing:
            return
        yield self._instead(answer, nothing)
        if self.kind == "bool":
            yield self._instead(answer, "True")
            if not isinstance(answer, ast.Compare):
                yield self._instead(answer, f"not ({text})")

    def _conditions(self, node: ast.BoolOp) -> Iterator[Change]:
        """Yield what is left when one condition is left out, or all but one suffice."""
        texts = [self._text(value) for value in node.values]
        joint, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        yield self._instead(node, f"({f' {other} '.join(f'({text})' for text in texts)})")
        for place in range(len(texts)):
            rest = f" {joint} ".join(texts[:place] + texts[place + 1 :])
            yield self._instead(node, f"({rest})")

    def _signs(self, left: ast.expr, right: ast.expr, signs: tuple[str, ...]) -> Iterator[Change]:
        """Yield other signs between two operands; a bracket may stand around either."""
        first, last = self._span(left)[1], self._span(right)[0]
        between = self.source[first:last]
        sign = between.strip(" ()\n")
        for other in signs:
            yield Change(first, last, between.replace(sign, other))

    def _instead(self, node: ast.expr | ast.stmt, text: str) -> Change:
        first, last = self._span(node)
        return Change(first, last, text)

    def _text(self, node: ast.expr) -> str:
        first, last = self._span(node)
        return self.source[first:last]

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Return the first character of a node and the one behind it; sources are in ASCII."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        first = self.starts[node.lineno - 1] + node.col_offset
        return first, self.starts[node.end_lineno - 1] + node.end_col_offset
