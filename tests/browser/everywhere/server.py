"""The site as in production: gunicorn, collected and compressed files, the whole catalogue."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO
from urllib.request import urlopen

from django.conf import settings

# What visitors' pages ask for: the admin's and Swagger UI's files would take twenty seconds more.
NOT_COLLECTED = ("admin", "rest_framework")
PATIENCE = 60  # seconds


class ProductionServer:
    """Starts with `start`, in a folder that it may fill; `url` has no slash at its end."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = _free_port()
        self.log = folder / "server.log"
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.browser.everywhere.settings",
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
            "COLLECTED": str(folder / "static"),
            "DEBUG": "0",
            "SECRET_KEY": "only-for-the-tests",
            "ALLOWED_HOSTS": "127.0.0.1",
        }

    def start(self) -> None:
        ignored = [part for name in NOT_COLLECTED for part in ("--ignore", name)]
        self._manage("migrate", "--verbosity", "0")
        self._manage("load_catalogue")
        self._manage("collectstatic", "--noinput", "--verbosity", "0", *ignored)
        with self.log.open("wb") as log:
            self._process = self._run("-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}",
                                      "--log-level", "debug", "--access-logfile", "-",
                                      "portal.wsgi", output=log)  # fmt: skip
        self._wait()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)

    def _manage(self, *arguments: str) -> None:
        done = self._run("manage.py", *arguments)
        output, _ = done.communicate(timeout=PATIENCE * 2)
        assert done.returncode == 0, output.decode()

    def _run(self, *arguments: str, output: IO | int = subprocess.PIPE) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._is_ready():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, "gunicorn does not answer"
            time.sleep(0.2)

    def _is_ready(self) -> bool:
        try:
            return urlopen(f"{self.url}/sante/pret/").status == 200  # noqa: S310  our own address
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
