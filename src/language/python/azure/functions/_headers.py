"""Header tables: names in any case, values as text."""

import collections.abc
import typing


class BaseHeaders(collections.abc.Mapping):
    """The headers of a request: one value a name."""

    def __init__(self, source: typing.Optional[typing.Mapping[str, str]] = None) -> None:
        self.__http_headers__: typing.Dict[str, str] = {k.lower(): v for k, v in (source or {}).items()}

    def __getitem__(self, key: str) -> str:
        return self.__http_headers__[key.lower()]

    def __len__(self) -> int:
        return len(self.__http_headers__)

    def __contains__(self, key: typing.Any) -> bool:
        return key.lower() in self.__http_headers__

    def __iter__(self) -> typing.Iterator[str]:
        return iter(self.__http_headers__)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.__http_headers__!r})"


class HttpRequestHeaders(BaseHeaders):
    pass


class Headers:
    """
    The headers of a response, in order; a name may come twice.

    As in Werkzeug, whose class Azure uses: iterating gives pairs, `[]` gives the first value, setting replaces all.
    """

    def __init__(self, defaults: typing.Any = None) -> None:
        self._list: typing.List[typing.Tuple[str, str]] = []
        self.extend(defaults or [])

    def __getitem__(self, key: str) -> str:
        for name, value in self._list:
            if name.lower() == key.lower():
                return value
        raise KeyError(key)

    def __setitem__(self, key: str, value: typing.Any) -> None:
        self.set(key, value)

    def __delitem__(self, key: str) -> None:
        self._list = [pair for pair in self._list if pair[0].lower() != key.lower()]

    def __contains__(self, key: typing.Any) -> bool:
        return isinstance(key, str) and any(name.lower() == key.lower() for name, _ in self._list)

    def __iter__(self) -> typing.Iterator[typing.Tuple[str, str]]:
        return iter(self._list)

    def __len__(self) -> int:
        return len(self._list)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and sorted(_lowered(self)) == sorted(_lowered(other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._list!r})"

    def __str__(self) -> str:
        return "".join(f"{name}: {value}\r\n" for name, value in self._list) + "\r\n"

    def get(self, key: str, default: typing.Any = None, type: typing.Any = None) -> typing.Any:
        """The first value of that name."""
        if key not in self:
            return default
        return self[key] if type is None else type(self[key])

    def getlist(self, key: str) -> typing.List[str]:
        """All values of that name."""
        return [value for name, value in self._list if name.lower() == key.lower()]

    get_all = getlist

    def items(self, lower: bool = False) -> typing.Iterator[typing.Tuple[str, str]]:
        """The pairs, in order."""
        return iter(_lowered(self) if lower else list(self._list))

    def keys(self, lower: bool = False) -> typing.Iterator[str]:
        """The names, in order."""
        return (name for name, _ in self.items(lower))

    def values(self) -> typing.Iterator[str]:
        """The values, in order."""
        return (value for _, value in self.items())

    def add(self, key: str, value: typing.Any, **params: typing.Any) -> None:
        """One more value of that name, with parameters: `add('Content-Disposition', 'attachment', filename='a')`."""
        self._list.append((key, _header_value(value, params)))

    add_header = add

    def set(self, key: str, value: typing.Any, **params: typing.Any) -> None:
        """The only value of that name from now on, at the place of the first."""
        pair = (key, _header_value(value, params))
        at = next((i for i, (name, _) in enumerate(self._list) if name.lower() == key.lower()), None)
        if at is None:
            self._list.append(pair)
        else:
            rest = [each for each in self._list[at + 1 :] if each[0].lower() != key.lower()]
            self._list = [*self._list[:at], pair, *rest]

    def setdefault(self, key: str, default: typing.Any) -> str:
        """The value of that name, set when there was none."""
        if key not in self:
            self.set(key, default)
        return self[key]

    def extend(self, *args: typing.Any, **kwargs: typing.Any) -> None:
        """Adds pairs of a mapping or of a list."""
        for source in (*args, kwargs):
            pairs = source.items() if hasattr(source, "items") else source
            for name, value in pairs:
                for each in value if isinstance(value, (list, tuple, set)) else [value]:
                    self.add(name, each)

    def update(self, *args: typing.Any, **kwargs: typing.Any) -> None:
        """Replaces the names of a mapping or of a list."""
        for source in (*args, kwargs):
            for name, value in source.items() if hasattr(source, "items") else source:
                self.set(name, value)

    def pop(self, key: typing.Any = None, default: typing.Any = ...) -> typing.Any:
        """Takes a header out: by name, by position, or the last."""
        if key is None or isinstance(key, int):
            return self._list.pop(-1 if key is None else key)
        if key not in self:
            if default is ...:
                raise KeyError(key)
            return default
        value = self[key]
        del self[key]
        return value

    def remove(self, key: str) -> None:
        """Takes all headers of that name out."""
        del self[key]

    def clear(self) -> None:
        """Takes all headers out."""
        self._list.clear()

    def copy(self) -> "Headers":
        """The same headers once more."""
        return type(self)(list(self._list))

    def to_wsgi_list(self) -> typing.List[typing.Tuple[str, str]]:
        """The pairs as a list."""
        return list(self._list)


class HttpResponseHeaders(Headers):
    pass


def _lowered(headers: Headers) -> typing.List[typing.Tuple[str, str]]:
    return [(name.lower(), value) for name, value in headers]


def _header_value(value: typing.Any, params: typing.Mapping[str, typing.Any]) -> str:
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    text = "; ".join([text, *(f"{name.replace('_', '-')}={_quoted(given)}" for name, given in params.items())])
    if "\n" in text or "\r" in text:
        raise ValueError("Header values must not contain newline characters.")
    return text


def _quoted(value: typing.Any) -> str:
    text = str(value)
    return text if text.replace("-", "").replace(".", "").isalnum() else '"' + text.replace('"', '\\"') + '"'
