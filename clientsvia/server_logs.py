"""What gunicorn says itself, as our own logs have it."""

from logging import Filter, LogRecord


class WithoutRequest(Filter):
    """Cuts out what a client has sent: a query may hold a number, a header a token."""

    def filter(self, record: LogRecord) -> bool:
        """Keep the line, without a query and without what was wrong with a request's bytes."""
        message = record.getMessage().partition("?")[0]
        if message.startswith("Invalid request from ip="):
            message = message.partition(": ")[0]
        record.msg, record.args = message, ()
        return True
