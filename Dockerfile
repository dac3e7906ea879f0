# The portal in a small image: nobody's root, nothing written but /tmp and the volumes.
#
#     docker build --target site --tag portail .
#     docker build --target backup --tag portail-backup .

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements/runtime.txt requirements/
RUN python -m venv /venv && /venv/bin/pip install --require-hashes --requirement requirements/runtime.txt
COPY . .
# Collecting asks for no database and for no secret: these values serve this line alone.
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=sqlite://:memory: \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /venv/bin/python -m compileall -q /venv/lib portal pathways schemes

FROM python:3.11-slim-bookworm AS site
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 WEB_PRELOAD=1
RUN useradd --system --uid 10001 --no-create-home portail \
    && mkdir /sauvegardes && chown portail /sauvegardes
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER portail
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s CMD ["python", "deploy/healthcheck.py"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "portal.wsgi"]

# pg_dump and pg_restore weigh as much as the rest: only the backups carry them.
FROM site AS backup
USER root
RUN apt-get update -qq \
    && apt-get install -qq --no-install-recommends postgresql-client >/dev/null \
    && rm -rf /var/lib/apt/lists/*
USER portail
HEALTHCHECK NONE
CMD ["sh", "deploy/backup.sh"]
