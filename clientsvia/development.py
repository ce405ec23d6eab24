"""The application of `make run`: one process, which answers the calls itself."""

from clientsvia.worker import begin_work
from clientsvia.wsgi import application

__all__ = ["application"]

begin_work()
