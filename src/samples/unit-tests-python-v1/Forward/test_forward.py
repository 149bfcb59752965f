import unittest

import azure.functions as func

from . import main


class TestForward(unittest.TestCase):
    def test_passes_the_body_on(self):
        msg = func.QueueMessage(body=b"test")
        self.assertEqual(main(msg), "msg body: test")
