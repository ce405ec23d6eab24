"""The WSGI application of the web workers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

application = get_wsgi_application()
