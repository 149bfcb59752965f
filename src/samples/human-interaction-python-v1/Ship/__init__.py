def main(order: str) -> str:
    return f"{order} is on its way"
