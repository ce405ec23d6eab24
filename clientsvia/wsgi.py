"""The WSGI application of the web workers."""

import os

from django.core.wsgi import get_wsgi_application

from clientsvia.worker import begin_unless_left_to_forks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

application = get_wsgi_application()
begin_unless_left_to_forks()
