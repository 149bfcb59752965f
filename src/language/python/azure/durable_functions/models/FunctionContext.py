"""What the host says beside what Durable Functions reads."""


class FunctionContext:
    """Holds such values as attributes."""

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)
