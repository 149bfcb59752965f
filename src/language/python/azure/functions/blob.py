"""Blob triggers, inputs and outputs."""

import io
import typing

from . import _abc, meta


class InputStream(_abc.InputStream):
    """A blob, read like a file."""

    def __init__(
        self,
        *,
        data: bytes,
        name: typing.Optional[str] = None,
        uri: typing.Optional[str] = None,
        length: typing.Optional[int] = None,
        blob_properties: typing.Optional[dict] = None,
        metadata: typing.Optional[dict] = None,
    ) -> None:
        self._io = io.BytesIO(data)
        self._name = name
        self._length = length
        self._uri = uri
        self._blob_properties = blob_properties
        self._metadata = metadata

    @property
    def name(self) -> typing.Optional[str]:
        """The blob's name with its container."""
        return self._name

    @property
    def length(self) -> typing.Optional[int]:
        """Its size in bytes."""
        return self._length

    @property
    def uri(self) -> typing.Optional[str]:
        """Its address."""
        return self._uri

    @property
    def blob_properties(self) -> typing.Optional[dict]:
        """Its properties."""
        return self._blob_properties

    @property
    def metadata(self) -> typing.Optional[dict]:
        """Its metadata."""
        return self._metadata

    def read(self, size: typing.Optional[int] = -1) -> bytes:
        """Up to `size` bytes; all that are left when `size` is not given."""
        return self._io.read(size)

    read1 = read

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is not, as on Azure."""
        return False

    def writable(self) -> bool:
        """It is not."""
        return False


class BlobConverter(meta.InConverter, meta.OutConverter, binding="blob", trigger="blobTrigger"):
    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, (_abc.InputStream, bytes, str))

    @classmethod
    def check_output_type_annotation(cls, pytype: type) -> bool:
        kinds = (str, bytes, bytearray, _abc.InputStream)
        return issubclass(pytype, kinds) or callable(getattr(pytype, "read", None))

    @classmethod
    def encode(cls, obj: typing.Any, *, expected_type: typing.Optional[type]) -> meta.Datum:
        if callable(getattr(obj, "read", None)):
            obj = obj.read()
        if isinstance(obj, str):
            return meta.Datum(type="string", value=obj)
        if isinstance(obj, (bytes, bytearray)):
            return meta.Datum(type="bytes", value=bytes(obj))
        raise NotImplementedError

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: meta.Metadata) -> typing.Optional[InputStream]:
        if data is None or data.type is None:
            return None
        if data.type not in ("string", "json", "bytes"):
            raise ValueError(f'unexpected type of data received for the "blob" binding : {data.type!r}')
        content = data.value if data.type == "bytes" else data.value.encode("utf-8")
        if not trigger_metadata:
            return InputStream(data=content)
        properties = cls._decode_trigger_metadata_field(trigger_metadata, "Properties", python_type=dict) or {}
        length = properties.get("ContentLength") or properties.get("Length")
        return InputStream(
            data=content,
            name=cls._decode_trigger_metadata_field(trigger_metadata, "BlobTrigger", python_type=str),
            length=int(length) if length else None,
            uri=cls._decode_trigger_metadata_field(trigger_metadata, "Uri", python_type=str),
            blob_properties=properties,
            metadata=cls._decode_trigger_metadata_field(trigger_metadata, "Metadata", python_type=dict),
        )
