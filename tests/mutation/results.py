"""What became of the mutants, kept in `var/mutation.json` while they are run."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from tests.mutation.accepted import ACCEPTED
from tests.mutation.mutants import Mutant, file_of, mutants_of

RESULT = Path("var/mutation.json")


class Results:
    """Which mutants of a module were killed and which survived, as long as its source is the same.

    What was killed stays so when tests change, which is why a run that was interrupted, or one
    after a test for a survivor, tries only what is left; without the file, all are tried.
    """

    def __init__(self) -> None:
        self._kept = json.loads(RESULT.read_text()) if RESULT.exists() else {}

    def note(self, module: str, mutant: str, *, survived: bool) -> None:
        """Keep what became of one mutant."""
        self._of(module)["survived" if survived else "killed"].append(mutant)
        self._write()

    def begin(self, module: str) -> None:
        """Forget which mutants survived: they are tried again."""
        self._of(module)["survived"] = []

    def forget(self, module: str) -> None:
        """Forget a module whose tests turned out to fail without a change to it."""
        self._kept.pop(module, None)
        self._write()

    def left(self, module: str) -> list[Mutant]:
        """Return the mutants that are neither accepted nor killed."""
        killed = set(self._of(module)["killed"])
        return [
            one
            for one in mutants_of(module)
            if one.name not in ACCEPTED and one.place not in killed
        ]

    def table(self, modules: Iterable[str]) -> Iterator[str]:
        """Yield a line for each module, the mutants that survived, and the sums."""
        sums = [0, 0, 0, 0]
        yield _line("module", "mutants", "killed", "accepted", "survived")
        for module in modules:
            counts = self._counts(module)
            sums = [sum(pair) for pair in zip(sums, counts, strict=True)]
            yield _line(module, *counts)
            yield from (f"    line {place}" for place in self._survivors(module))
        yield _line("all of them", *sums)

    def has_survivors(self, modules: Iterable[str]) -> bool:
        """Return whether a change went unnoticed, or was not tried."""
        return any(
            killed + accepted < all_ for all_, killed, accepted, _ in map(self._counts, modules)
        )

    def _counts(self, module: str) -> tuple[int, int, int, int]:
        mutants, kept = mutants_of(module), self._of(module)
        accepted = [one for one in mutants if one.name in ACCEPTED]
        return len(mutants), len(kept["killed"]), len(accepted), len(self._survivors(module))

    def _survivors(self, module: str) -> list[str]:
        """Return those that survived, but for what was accepted since."""
        accepted = {one.place for one in mutants_of(module) if one.name in ACCEPTED}
        return [place for place in self._of(module)["survived"] if place not in accepted]

    def _of(self, module: str) -> dict:
        source = sha256(file_of(module).read_bytes()).hexdigest()
        if self._kept.get(module, {}).get("source") != source:
            self._kept[module] = {"source": source, "killed": [], "survived": []}
        return self._kept[module]

    def _write(self) -> None:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(self._kept, indent=2, ensure_ascii=False))


def _line(module: str, *told: object) -> str:
    return f"{module:34}" + "".join(f"{one:>10}" for one in told)
