"""The WSGI application. It connects to nothing and starts no thread, so that it can be forked."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

application = get_wsgi_application()
