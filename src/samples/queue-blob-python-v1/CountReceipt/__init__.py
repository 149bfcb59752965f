# Told of every new blob.

import logging

import azure.functions as func


def main(receipt: func.InputStream) -> None:
    logging.info(f"{receipt.name} has {receipt.length} bytes.")
