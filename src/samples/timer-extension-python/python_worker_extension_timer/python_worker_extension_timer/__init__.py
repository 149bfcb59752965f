import time

from azure.functions import AppExtensionBase, HttpResponse


class TimerExtension(AppExtensionBase):
    """Tells how long each function took, in the log and, when asked to, at the end of its HTTP response."""

    @classmethod
    def init(cls):
        cls.start_timestamps = {}
        cls.append_to_http_response = False

    @classmethod
    def configure(cls, *args, append_to_http_response=False, **kwargs):
        cls.append_to_http_response = append_to_http_response

    @classmethod
    def pre_invocation_app_level(cls, logger, context, func_args={}, *args, **kwargs):
        logger.info(f'Recording start time of {context.function_name}')
        cls.start_timestamps[context.invocation_id] = time.time()

    @classmethod
    def post_invocation_app_level(cls, logger, context, func_args={}, func_ret=None, *args, **kwargs):
        started = cls.start_timestamps.pop(context.invocation_id, None)
        if started is None:
            return
        elapsed = time.time() - started
        logger.info(f'Time taken to execute {context.function_name} is {elapsed} sec')
        if cls.append_to_http_response and isinstance(func_ret, HttpResponse):
            func_ret._HttpResponse__body += f' (TimeElapsed: {elapsed} sec)'.encode()
