attempts = {}


def main(order: str) -> dict:
    attempts[order] = attempts.get(order, 0) + 1
    if attempts[order] < 3:
        raise ConnectionError(f"the bank does not answer (attempt {attempts[order]})")
    return {"receipt": f"r-{order}", "attempt": attempts[order]}
