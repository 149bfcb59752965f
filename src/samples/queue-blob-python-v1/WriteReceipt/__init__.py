# What takes longer than a request may take; a message whose function fails comes again, five times in all.

import logging

import azure.functions as func


def main(message: func.QueueMessage, receipt: func.Out[str]) -> None:
    order = message.get_json()
    logging.info(f"Order {order['id']}, {message.dequeue_count}. time.")
    receipt.set(f"{order['what']} for {order['id']}")
