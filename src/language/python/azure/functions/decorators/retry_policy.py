"""Retry policies of functions."""

import typing

from .core import Setting

RETRY_POLICY = "retry_policy"


class RetryPolicy(Setting):
    """How often, and how soon, a function that failed is called again."""

    def __init__(
        self,
        strategy: str,
        max_retry_count: str,
        delay_interval: typing.Optional[str] = None,
        minimum_interval: typing.Optional[str] = None,
        maximum_interval: typing.Optional[str] = None,
        **kwargs,
    ) -> None:
        self.strategy = strategy
        self.max_retry_count = max_retry_count
        self.delay_interval = delay_interval
        self.minimum_interval = minimum_interval
        self.maximum_interval = maximum_interval
        super().__init__(setting_name=RETRY_POLICY)
