# The bank answers eight seconds after the order was placed: the third attempt. It goes by the order and by the clock,
# for what a worker remembers is gone with the worker.

from datetime import datetime, timezone


def main(order: dict) -> dict:
    waited = datetime.now(timezone.utc) - datetime.fromisoformat(order["placed_at"])
    if waited.total_seconds() < 8:
        raise ConnectionError("the bank does not answer")
    return {"receipt": f"r-{order['id']}"}
