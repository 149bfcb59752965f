# Here a line in the console, elsewhere a mail.

import logging



def main(order: str) -> None:
    logging.info(f"Please approve {order}.")
