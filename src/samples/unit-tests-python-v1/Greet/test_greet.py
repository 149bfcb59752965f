import unittest

import azure.functions as func

from . import main


class TestGreet(unittest.TestCase):
    def test_greets_by_name(self):
        req = func.HttpRequest(method="GET", body=None, url="/api/greet", params={"name": "Ada"})
        self.assertEqual(main(req).get_body(), b"Hello Ada")

    def test_asks_for_a_name(self):
        req = func.HttpRequest(method="GET", body=None, url="/api/greet", params={})
        self.assertEqual(main(req).status_code, 400)
