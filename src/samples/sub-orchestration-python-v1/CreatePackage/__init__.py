def main(device: str) -> str:
    return f"package for {device}"
