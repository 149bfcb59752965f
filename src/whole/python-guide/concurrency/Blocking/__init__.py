import time


def some_blocking_socket_io():
    time.sleep(0.001)


# Runs in an asyncio thread-pool

def main(req):
    some_blocking_socket_io()
    return 'thread-pool'
