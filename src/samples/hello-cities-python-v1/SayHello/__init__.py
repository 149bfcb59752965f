# An activity does the work. Its result goes into the history, so that a call which has answered is not made again.

import logging



def main(city: str) -> str:
    logging.info(f"Saying hello to {city}.")
    return f"Hello {city}!"
