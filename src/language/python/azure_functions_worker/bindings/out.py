import typing


class Out:
    """What a function is given for an output binding."""

    def __init__(self) -> None:
        self.__value: typing.Any = None

    def set(self, val: typing.Any) -> None:
        """Set the value of the output."""
        self.__value = val

    def get(self) -> typing.Any:
        """The value that was set."""
        return self.__value
