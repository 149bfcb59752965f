"""Form bodies: `application/x-www-form-urlencoded` and `multipart/form-data`."""

import io
import os
import typing
import urllib.parse


class MultiDict(typing.Dict[str, typing.Any]):
    """A dictionary whose keys may have several values; `[]` gives the first."""

    def __init__(self, pairs: typing.Iterable[typing.Tuple[str, typing.Any]] = ()) -> None:
        self._lists: typing.Dict[str, typing.List[typing.Any]] = {}
        for key, value in pairs:
            self._lists.setdefault(key, []).append(value)
        super().__init__({key: values[0] for key, values in self._lists.items()})

    def getlist(self, key: str) -> typing.List[typing.Any]:
        """All values of that key."""
        return list(self._lists.get(key, []))

    def get(self, key: str, default: typing.Any = None, type: typing.Any = None) -> typing.Any:
        """The first value of that key, made a `type`; the default when there is none or it cannot be made one."""
        try:
            return self[key] if type is None else type(self[key])
        except (KeyError, ValueError):
            return default

    def lists(self) -> typing.Iterator[typing.Tuple[str, typing.List[typing.Any]]]:
        """Each key with all its values."""
        return ((key, list(values)) for key, values in self._lists.items())

    def to_dict(self, flat: bool = True) -> typing.Dict[str, typing.Any]:
        """A plain dictionary of the first values, or of the lists."""
        return dict(self) if flat else {key: list(values) for key, values in self._lists.items()}


class FileStorage:
    """A file of a form, read like a file."""

    def __init__(
        self,
        stream: typing.Optional[typing.IO[bytes]] = None,
        filename: typing.Optional[str] = None,
        name: typing.Optional[str] = None,
        content_type: typing.Optional[str] = None,
    ) -> None:
        self.stream = stream or io.BytesIO()
        self.filename = filename
        self.name = name
        self.content_type = content_type
        self.mimetype = (content_type or "").split(";")[0].strip().lower()

    def save(self, dst: typing.Any, buffer_size: int = 16384) -> None:
        """Writes it to a path or a file."""
        if isinstance(dst, (str, os.PathLike)):
            with open(dst, "wb") as file:
                return self.save(file, buffer_size)
        while chunk := self.stream.read(buffer_size):
            dst.write(chunk)

    def __getattr__(self, name: str) -> typing.Any:
        return getattr(self.stream, name)

    def __iter__(self) -> typing.Iterator[bytes]:
        return iter(self.stream)

    def __bool__(self) -> bool:
        return bool(self.filename)

    def __repr__(self) -> str:
        return f"<FileStorage: {self.filename!r} ({self.content_type!r})>"


def parse_form(body: bytes, content_type: str) -> typing.Tuple[MultiDict, MultiDict]:
    """The fields and the files of a form; none of either when the body is no form."""
    kind = content_type.split(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        text = body.decode("utf-8", "replace")
        return MultiDict(urllib.parse.parse_qsl(text, keep_blank_values=True)), MultiDict()
    if kind == "multipart/form-data":
        return _parse_multipart(body, content_type)
    return MultiDict(), MultiDict()


def _parse_multipart(body: bytes, content_type: str) -> typing.Tuple[MultiDict, MultiDict]:
    import email.parser  # takes a while to import, and few need it
    import email.policy

    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    fields, files = [], []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            continue
        payload = part.get_payload(decode=True) or b""
        filename = part.get_filename()
        if filename is None:
            fields.append((name, payload.decode(part.get_content_charset() or "utf-8", "replace")))
        else:
            declared = part["content-type"]
            files.append((name, FileStorage(io.BytesIO(payload), filename, name, declared and str(declared))))
    return MultiDict(fields), MultiDict(files)
