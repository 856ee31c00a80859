# syntax=docker/dockerfile:1
# Vinkje in a container: without root, with a read-only file system, everything it keeps in /data.
# How to run it: docs/operating.md. Built from the locked packages, each checked by its hash.

FROM python:3.11-slim AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/run.txt /tmp/run.txt
RUN python -m venv /opt/vinkje \
 && /opt/vinkje/bin/pip install --require-hashes --only-binary :all: -r /tmp/run.txt \
 && /opt/vinkje/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin vinkje \
 && install --directory --owner=vinkje --group=vinkje --mode=0700 /data
COPY --from=packages /opt/vinkje /opt/vinkje
COPY . /app
# The source is put on the path by a .pth file, as requirements/install does for .venv.
RUN echo /app > "$(/opt/vinkje/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/vinkje.pth" \
 && printf '#!/opt/vinkje/bin/python\nfrom bot.cli import main\n\nmain()\n' > /opt/vinkje/bin/vinkje \
 && chmod 0755 /opt/vinkje/bin/vinkje \
 && /opt/vinkje/bin/python -m compileall -q /app
ENV PATH=/opt/vinkje/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VINKJE_DATABASE__URL=sqlite:////data/vinkje.db
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=90s --retries=3 CMD ["vinkje", "health"]
ENTRYPOINT ["vinkje"]
CMD ["run"]
