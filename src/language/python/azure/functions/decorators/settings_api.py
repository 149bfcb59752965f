"""The decorators that add a setting."""

from abc import ABC

from .decorator_api import Decorator, DecoratorApi
from .retry_policy import RetryPolicy
from .trigger_api import Text


class SettingsApi(DecoratorApi, ABC):
    """Decorators that say how the host should treat a function."""

    def retry(
        self,
        strategy: str,
        max_retry_count: str,
        delay_interval: Text = None,
        minimum_interval: Text = None,
        maximum_interval: Text = None,
        setting_extra_fields: dict = {},
    ) -> Decorator:
        """
        A retry policy.

        :param strategy: `fixed_delay` or `exponential_backoff`.
        :param max_retry_count: How often at most; -1 is without end.
        :param delay_interval: Between two attempts, as `HH:mm:ss`.
        :param minimum_interval: The shortest of growing intervals.
        :param maximum_interval: The longest of them.
        """
        policy = RetryPolicy(
            strategy=strategy,
            max_retry_count=max_retry_count,
            delay_interval=delay_interval,
            minimum_interval=minimum_interval,
            maximum_interval=maximum_interval,
            **setting_extra_fields,
        )
        return self._with_setting(policy)
