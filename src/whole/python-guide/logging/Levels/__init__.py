import logging


def main(req):
    logging.critical('a critical message')
    logging.error('an error message')
    logging.warning('a warning message')
    logging.info('an info message')
    logging.debug('a debug message')
