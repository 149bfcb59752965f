import asyncio


async def some_nonblocking_socket_io_op():
    await asyncio.sleep(0.001)


# Runs with asyncio directly

async def main(req):
    await some_nonblocking_socket_io_op()
    return 'asyncio'
