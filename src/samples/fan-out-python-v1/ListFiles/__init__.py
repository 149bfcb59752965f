# The files of a folder.


def main(folder: str) -> list:
    return [f"{folder}/{n}.txt" for n in range(1, 7)]
