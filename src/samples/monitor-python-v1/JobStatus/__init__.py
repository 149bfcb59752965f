# The third look finds the job done.

looks = {}


def main(job: str) -> str:
    looks[job] = looks.get(job, 0) + 1
    return "completed" if looks[job] == 3 else "running"
