# An activity does the work: here a greeting, elsewhere a query or a computation.


def main(name: str) -> str:
    return f"Hello {name}!"
