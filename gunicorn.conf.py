"""How gunicorn serves the portal: threads, since requests are short (design, choices)."""

import gc
import os
import shutil
import socket
import struct
import tempfile
from pathlib import Path

from gunicorn.http import message

workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# The workers share what the master has loaded. Then a reload keeps the old code: for containers,
# which a new version replaces.
preload_app = os.environ.get("WEB_PRELOAD") == "1"
control_socket_disable = True  # nobody commands it but by signals

logconfig_dict = {
    "formatters": {
        "generic": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": False},
        # The portal tells of each request itself, without its query and without who asked.
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}

# A search of 10,000 characters, three times as long once encoded, gets the portal's own answer.
# gunicorn knows 8 KB at most, or no limit at all: its ceiling is raised instead of taken away.
message.MAX_REQUEST_LINE = 128 * 1024
limit_request_line = message.MAX_REQUEST_LINE - 1

COLLECTED_AT = (700, 5, 1)  # new objects, then young generations, then older ones

SILENCE = 10  # seconds without a byte, in the middle of a request, before its thread is taken back

# Where the processes count for /metrics together; kept over a reload, which reads this file anew.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="portail-metrics-")


def when_ready(server):
    """Gives every connection a deadline for each read: Linux hands the listener's down to it.

    Without one, eight clients that stop half way through a request would hold all eight threads.
    """
    deadline = struct.pack("ll", SILENCE, 0)
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, deadline)
    if preload_app:
        load_what_requests_need()


def post_fork(server, worker):
    """Requests leave objects behind that hold each other: forms, filters, contexts.

    Python lets them pile up by its own thresholds. Where the oldest ones are looked through more
    often, a worker under load holds some 15 MB less, and its pages take as long (docs/benchmarks).
    """
    gc.set_threshold(*COLLECTED_AT)


def load_what_requests_need():
    """Addresses with their views, and templates; the collector then leaves their pages alone."""
    from django.template.loader import get_template  # noqa: PLC0415  asks for the settings
    from django.urls import reverse  # noqa: PLC0415  as above

    reverse("home")
    templates = Path(__file__).parent / "templates"
    for path in templates.rglob("*.html"):
        get_template(str(path.relative_to(templates)))
    gc.collect()
    gc.freeze()


def child_exit(server, worker):
    from prometheus_client import multiprocess  # noqa: PLC0415  reads the folder when imported

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
