"""The WSGI application of the web workers; each holds its standby records from its start."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

application = get_wsgi_application()

from telephony.standby import load_standby  # noqa: E402  needs the apps to be loaded

load_standby()
