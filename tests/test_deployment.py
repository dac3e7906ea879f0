"""What ships beside the code agrees with it: image, composition, units, operator's page.

No engine builds the image here: these tests read it, and run what they can of it.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.served import HOST, Served

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "exploitation.md").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
OURS = ("web", "migrate", "backup")


@pytest.mark.parametrize("name", OURS)
def test_our_containers_write_nowhere_and_may_do_nothing_more(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "user" not in service, "the image says who runs"


def test_the_image_runs_as_nobody_s_root_and_says_how_it_is() -> None:
    for stage in re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[2:]:
        assert re.findall(r"^USER (.+)$", stage, re.MULTILINE)[-1] == "portail"
    assert "HEALTHCHECK --interval" in DOCKERFILE
    assert "--require-hashes" in DOCKERFILE


def test_the_image_holds_all_that_the_site_needs_and_no_more() -> None:
    kept = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    rooms = {path.name for path in ROOT.iterdir() if (path / "apps.py").exists()}
    assert kept >= rooms | {"templates", "static", "fixtures", "manage.py", "gunicorn.conf.py"}
    assert not kept & {"tests", "docs", ".git", "var", ".venv"}
    assert all((ROOT / name).exists() for name in kept)


def test_only_the_proxy_reaches_the_site_and_nobody_the_database() -> None:
    services = COMPOSE["services"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert [name for name, service in services.items() if "ports" in service] == ["web"]


def test_no_secret_is_written_in_the_composition() -> None:
    environment = COMPOSE["services"]["web"]["environment"]
    assert environment["SECRET_KEY"] == "${SECRET_KEY:?}"
    assert "${POSTGRES_PASSWORD:?}" in environment["DATABASE_URL"]


def variables_read() -> set[str]:
    """The environment variables that the project's modules and gunicorn's configuration name."""
    files = [*(ROOT / "portal").glob("*.py"), ROOT / "gunicorn.conf.py"]
    text = "".join(path.read_text() for path in files)
    named = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"|env_list\("([A-Z_]+)"', text)
    ours = re.findall(r'os\.environ\.get\("([A-Z_]+)"', text)
    return {name for pair in named for name in pair if name} | set(ours)


def test_every_variable_is_told_to_the_operator() -> None:
    told = set(re.findall(r"`([A-Z][A-Z_]+)`", PAGE))
    assert len(variables_read()) > 10
    assert variables_read() - told - {"PROMETHEUS_MULTIPROC_DIR"} == set()


def test_every_variable_of_the_composition_is_read_by_something() -> None:
    given = set(COMPOSE["services"]["web"]["environment"])
    assert given <= variables_read() | {"FORWARDED_ALLOW_IPS"}


@pytest.mark.parametrize("unit", ["portail.service", "portail-backup.service"])
def test_a_unit_starts_what_exists_and_writes_in_var_alone(unit: str) -> None:
    text = (ROOT / "deploy" / unit).read_text()
    words = shlex.split(re.search(r"^ExecStart=(.+)$", text, re.MULTILINE)[1])
    assert words[0].startswith("/srv/portail/.venv/bin/")
    assert words[-1] == "portal.wsgi" or words[1:3] == ["manage.py", "backup"]
    assert re.findall(r"^ReadWritePaths=(.+)$", text, re.MULTILINE) == ["/srv/portail/var"]
    assert "NoNewPrivileges=true" in text


def test_the_commands_of_the_operator_s_page_exist() -> None:
    commands = set(re.findall(r"manage\.py ([a-z_]+)", PAGE))
    assert {"backup", "restore", "migrate", "load_catalogue"} <= commands
    told = subprocess.run(
        [sys.executable, "manage.py", "help", "--commands"],
        cwd=ROOT, env={"PATH": os.environ["PATH"], "DEBUG": "1"},
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert commands <= set(told.stdout.split())


def test_the_health_check_says_whether_the_site_can_serve(tmp_path: Path) -> None:
    def check(port: int) -> int:
        environment = {"PATH": os.environ["PATH"], "ALLOWED_HOSTS": HOST, "PORT": str(port)}
        command = [sys.executable, "deploy/healthcheck.py"]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
        ).returncode

    server = Served(tmp_path).start()
    try:
        assert 0 in (check(server.port) for _ in range(5)), "a busy machine may be late once"
    finally:
        server.stop()
    assert check(server.port) == 1
