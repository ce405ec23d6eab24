#!/usr/bin/env python
"""Run a management command of ClientsVia."""

import os
import sys


def main() -> None:
    """Hand the command line to Django; a setting that makes no sense ends it with one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.configured or settings.DEBUG  # noqa: B018  reading one loads them all
    except ImproperlyConfigured as error:
        sys.exit(f"Settings: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
