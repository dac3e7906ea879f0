"""`make audit`: known faults of the locked versions, where an advisory database answers."""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "runtime.txt"


def audit() -> str:
    """What pip-audit finds, or nothing; raises SystemExit where it could look nowhere."""
    command = ["-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json"]
    options = ["--timeout", "10", "--progress-spinner", "off", "--requirement", str(LOCK)]
    done = subprocess.run(
        [sys.executable, *command, *options], capture_output=True, text=True, check=False
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        packages = []
    looked_up = [package for package in packages if "vulns" in package]
    if not looked_up:
        print("No advisory database answers: nothing was audited. The tests check the lock file.")
        raise SystemExit(0)
    print(f"{len(looked_up)} of {len(packages)} packages looked up.")
    return "\n".join(
        f"{package['name']} {package['version']}: {fault['id']}, mended in {fault['fix_versions']}"
        for package in looked_up
        for fault in package["vulns"]
    )


if __name__ == "__main__":
    sys.exit(audit() or 0)
