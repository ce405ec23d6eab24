# The web server's image. Settings come from the environment (README, "Settings").
FROM python:3.11-slim-bookworm AS build

RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements.lock /build/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /build/requirements.lock

WORKDIR /app
COPY . .
# Keys that nothing is ever signed or encrypted with: the settings ask for some.
RUN SECRET_KEY=collecting-static-files \
    ENCRYPTION_KEYS="$(head -c 32 /dev/urandom | base64)" \
    python manage.py collectstatic --no-input --verbosity 0
RUN python -m compileall -q .


FROM python:3.11-slim-bookworm

RUN useradd --create-home --uid 10001 clientsvia
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
# Nothing else is written to: the file system may be read-only, with these and /tmp mounted.
RUN mkdir -p var/journal var/audio var/metrics && chown -R clientsvia var
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PORT=8000
USER clientsvia
VOLUME ["/app/var/journal", "/app/var/audio"]
EXPOSE 8000

# Alive, not ready: without its database a server still answers calls, from memory.
# Asks as the proxy in front does, so that neither the host check nor the HTTPS redirect refuses.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["python", "-c", "\
import os; from urllib.parse import urlsplit; from urllib.request import Request, urlopen; \
here = 'http://127.0.0.1:' + os.environ['PORT']; \
public = urlsplit(os.environ.get('PUBLIC_BASE_URL') or here); \
headers = {'Host': public.netloc, 'X-Forwarded-Proto': public.scheme}; \
urlopen(Request(here + '/health/live', headers=headers), timeout=2)"]

CMD ["gunicorn", "--config", "clientsvia/gunicorn.py", "clientsvia.wsgi"]
