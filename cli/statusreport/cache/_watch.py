"""A folder that notes what it is asked, and what it answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from ..source.tree import Folder

T = TypeVar("T")
_QUESTIONS = ("names", "exists", "is_folder", "is_file", "is_inside", "read")


class Watched(Folder):
    """A folder with the questions it was asked and a digest of each answer.

    `steady` is False where a question had two answers, as something changed meanwhile.
    """

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder.root)
        # A question is the name of a method with what it is given, a path and perhaps a limit.
        self._answers: dict[tuple[str | int, ...], str] = {}
        self._files: dict[str, str] = {}
        self.steady = True

    @classmethod
    def again(cls, folder: Folder, asked: Sequence[object]) -> Watched | None:
        """The folder after the same questions; None as soon as an answer is another one now."""
        tree = cls(folder)
        for entry in asked:
            match entry:
                case [answer, str(question), str(path), *limit] if question in _QUESTIONS:
                    with suppress(OSError, ValueError):
                        getattr(tree, question)(path, *limit)
                    given: tuple[Any, ...] = (question, path, *limit)
                    if tree._answers.get(given) != answer:
                        return None
                case _:
                    return None
        return tree

    def asked(self) -> list[list[str | int]]:
        """Every question, each with the digest of its answer before it."""
        return [[answer, *question] for question, answer in self._answers.items()]

    def digest(self, key: str = "") -> str:
        """A digest of a key and of all questions with their answers."""
        told = json.dumps([key, sorted(map(str, self._answers.items()))])
        return hashlib.sha256(told.encode("ascii")).hexdigest()

    def digest_of(self, path: str) -> str:
        """The digest of a file's bytes; "" where it was not read."""
        return self._files.get(path, "")

    def names(self, folder: str) -> list[str]:
        return self._ask(lambda inner: sorted(super(Watched, self).names(inner)), "names", folder)

    def exists(self, path: str) -> bool:
        return self._ask(super().exists, "exists", path)

    def is_folder(self, path: str) -> bool:
        return self._ask(super().is_folder, "is_folder", path)

    def is_file(self, path: str) -> bool:
        return self._ask(super().is_file, "is_file", path)

    def is_inside(self, path: str) -> bool:
        return self._ask(super().is_inside, "is_inside", path)

    def read(self, path: str, limit: int) -> bytes:
        data = self._ask(super().read, "read", path, limit)
        self._files[path] = self._answers["read", path, limit]
        return data

    def _ask(self, method: Callable[..., T], question: str, *given: str | int) -> T:
        try:
            answer = method(*given)
        except (OSError, ValueError) as error:
            self._note(
                f"{type(error).__name__} {error}".encode("utf-8", "backslashreplace"), b"!", question, *given
            )
            raise
        told = answer if isinstance(answer, bytes) else json.dumps(answer).encode("ascii")
        self._note(told, b"=", question, *given)
        return answer

    def _note(self, answer: bytes, kind: bytes, *question: str | int) -> None:
        digest = hashlib.sha256(kind)
        digest.update(answer)
        self.steady &= self._answers.setdefault(question, digest.hexdigest()) == digest.hexdigest()
