"""The WSGI application of the web workers; each holds its encoder and its standby records from its
start, so that the first call waits for neither, and replays what could not be recorded."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

application = get_wsgi_application()

from matching.engine.encoders import current_encoder  # noqa: E402  needs the apps to be loaded
from telephony.journal.replayer import begin_replaying  # noqa: E402
from telephony.standby import load_standby  # noqa: E402

current_encoder()
load_standby()
begin_replaying()
