"""How often a call is tried."""

import typing


class RetryOptions:
    """
    Tries a call again when it fails: `RetryOptions(5000, 3)` waits 5 seconds between at most 3 attempts.
    Raises `ValueError` when the interval is not greater than 0.
    """

    def __init__(self, first_retry_interval_in_milliseconds: int, max_number_of_attempts: int):
        self._first_retry_interval_in_milliseconds = first_retry_interval_in_milliseconds
        self._max_number_of_attempts = max_number_of_attempts
        if first_retry_interval_in_milliseconds <= 0:
            raise ValueError("first_retry_interval_in_milliseconds valuemust be greater than 0.")

    @property
    def first_retry_interval_in_milliseconds(self) -> int:
        """The wait before the first new attempt, in milliseconds."""
        return self._first_retry_interval_in_milliseconds

    @property
    def max_number_of_attempts(self) -> int:
        """How many attempts there are at most, the first one counted."""
        return self._max_number_of_attempts

    def to_json(self) -> typing.Dict[str, typing.Any]:
        """As the host reads it."""
        return {
            "firstRetryIntervalInMilliseconds": self._first_retry_interval_in_milliseconds,
            "maxNumberOfAttempts": self._max_number_of_attempts,
        }
