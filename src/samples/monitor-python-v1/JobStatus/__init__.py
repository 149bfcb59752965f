# The job takes two hours, by the clock: the third look finds it done. A real one would be asked of a service.

from datetime import datetime, timedelta, timezone


def main(job: dict) -> str:
    worked = datetime.now(timezone.utc) - datetime.fromisoformat(job["begun_at"])
    return "completed" if worked >= timedelta(hours=2) else "running"
