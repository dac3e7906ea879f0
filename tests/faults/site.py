"""The site among the things that it stands on: a database that can be cut off, a cache, a clock."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.conf import settings

from tests.editor import Editor
from tests.faults.proxy import Proxy
from tests.portal.test_backup import IS_POSTGRESQL, Database
from tests.served import Served, free_port, wait_until

PATIENCE = 60  # seconds


class Cache:
    """A Redis of its own, which can be stopped and started."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--save", "", "--bind", "127.0.0.1"]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL)
        wait_until(self._answers)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            return redis.Redis(port=self.port).ping()
        except redis.ConnectionError:
            return False


class Site(Served):
    """One worker, so that what a page left in its memory is there for the next."""

    def __init__(self, folder: Path, **environment: str):
        self.database = Database(f"pannes_{os.getpid()}", folder)
        self.clock = folder / "clock"
        url = self.database.url
        if IS_POSTGRESQL:
            parts = urlsplit(url)
            self.proxy = Proxy((parts.hostname, parts.port))
            url = url.replace(parts.netloc.rpartition("@")[2], f"127.0.0.1:{self.proxy.port}")
            url += "?connect_timeout=2"  # the shortest that psycopg takes
        else:
            url += "?timeout=1"  # a writer waits a second, not twenty
        super().__init__(
            folder, url, DJANGO_SETTINGS_MODULE="tests.faults.settings",
            FAULTS_CLOCK=str(self.clock), WEB_WORKERS="1", DATABASE_TIMEOUT="2", **environment,
        )  # fmt: skip

    def migrate(self) -> list[tuple[int, str]]:
        """Twice at once on PostgreSQL: how each ended and what it said."""
        self.database.create()
        running = [
            subprocess.Popen(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=settings.BASE_DIR, env=self.environment,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            for _ in range(2 if IS_POSTGRESQL else 1)
        ]  # fmt: skip
        told = [process.communicate(timeout=PATIENCE * 5)[0] for process in running]
        return [(process.returncode, text) for process, text in zip(running, told, strict=True)]

    def prepare(self) -> None:
        command = [sys.executable, "-m", "tests.faults.prepare"]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        self.editor = Editor(self, done.stdout.split()[-1])
        self.visitor = Editor(self)

    def names(self) -> dict[str, str]:
        with self.database.open() as live:
            return dict(live.execute("SELECT slug, name FROM schemes_scheme").fetchall())


def has_redis() -> bool:
    return shutil.which("redis-server") is not None
