"""The one error calc raises: a code and the values a sentence about it needs."""

from typing import Any


class CalcError(ValueError):
    """What cannot be computed, and why.

    calc never writes sentences: the catalogue of each language turns the code
    and its parameters into one.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"{code}: {params}" if params else code)
        self.code = code
        self.params = params
