"""Answers."""

import json
import typing

from .exceptions import HTTPError, JSONDecodeError


class CaseInsensitiveDict(dict):
    """Headers: names in any case."""

    def __init__(self, pairs: typing.Iterable[typing.Tuple[str, str]] = ()) -> None:
        super().__init__()
        for name, value in pairs:
            self[name] = value

    def __setitem__(self, name: str, value: str) -> None:
        known = self._known(name)
        super().__setitem__(name if known is None else known, value)

    def __getitem__(self, name: str) -> str:
        known = self._known(name)
        return super().__getitem__(name if known is None else known)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._known(name) is not None

    def get(self, name: str, default: typing.Any = None) -> typing.Any:
        """The value of that name."""
        return self[name] if name in self else default

    def update(self, other: typing.Mapping[str, str]) -> None:  # type: ignore[override]
        """Sets all of them."""
        for name, value in other.items():
            self[name] = value

    def _known(self, name: str) -> typing.Optional[str]:
        return next((each for each in self.keys() if each.lower() == name.lower()), None)


class Response:
    """What a request was answered."""

    def __init__(self) -> None:
        self.status_code = 0
        self.reason = ""
        self.url = ""
        self.headers = CaseInsensitiveDict()
        self.content = b""
        self.encoding: typing.Optional[str] = "utf-8"
        self.history: typing.List["Response"] = []
        self.cookies: typing.Dict[str, str] = {}

    @property
    def ok(self) -> bool:
        """Whether the status is below 400."""
        return self.status_code < 400

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode(self.encoding or "utf-8", "replace")

    def json(self, **kwargs: typing.Any) -> typing.Any:
        """The content, decoded from JSON. Raises `JSONDecodeError` when it is none."""
        try:
            return json.loads(self.text, **kwargs)
        except ValueError as error:
            raise JSONDecodeError(str(error)) from None

    def raise_for_status(self) -> None:
        """Raises `HTTPError` for a status of 400 and more."""
        if not self.ok:
            kind = "Client" if self.status_code < 500 else "Server"
            raise HTTPError(f"{self.status_code} {kind} Error: {self.reason} for url: {self.url}", response=self)

    def iter_content(self, chunk_size: typing.Optional[int] = 1) -> typing.Iterator[bytes]:
        """The content in pieces."""
        size = chunk_size or len(self.content) or 1
        return (self.content[at : at + size] for at in range(0, len(self.content), size))

    def iter_lines(self, decode_unicode: bool = False) -> typing.Iterator[typing.Union[str, bytes]]:
        """The content line by line."""
        return iter(self.text.splitlines() if decode_unicode else self.content.splitlines())

    def close(self) -> None:
        """Nothing is open."""

    def __enter__(self) -> "Response":
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        return f"<Response [{self.status_code}]>"
