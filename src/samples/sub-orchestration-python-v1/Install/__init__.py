def main(package: str) -> str:
    return f"{package} installed"
