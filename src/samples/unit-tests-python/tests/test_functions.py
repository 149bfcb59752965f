import unittest

import azure.functions as func

from function_app import forward, greet


class TestGreet(unittest.TestCase):
    # What the decorators made is no function any more: build it, and take out the one that was written.
    function = staticmethod(greet.build().get_user_function())

    def test_greets_by_name(self):
        req = func.HttpRequest(method="GET", body=None, url="/api/greet", params={"name": "Ada"})
        self.assertEqual(self.function(req).get_body(), b"Hello Ada")

    def test_asks_for_a_name(self):
        req = func.HttpRequest(method="GET", body=None, url="/api/greet", params={})
        self.assertEqual(self.function(req).status_code, 400)


class TestForward(unittest.TestCase):
    def test_passes_the_body_on(self):
        msg = func.QueueMessage(body=b"test")
        self.assertEqual(forward.build().get_user_function()(msg), "msg body: test")
