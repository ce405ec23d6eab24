"""Sessions in the database under the hash of their key: who reads the table can open none."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone


def end_sessions_of(user_id: UUID) -> None:
    """End every session of a user, wherever it was begun."""
    rows = SessionStore.get_model_class().objects.filter(expire_date__gt=timezone.now())
    for row in rows.iterator():
        if SessionStore().decode(row.session_data).get(SESSION_KEY) == str(user_id):
            row.delete()


class SessionStore(db.SessionStore):
    """A session whose key stands in the browser's cookie only."""

    def exists(self, session_key: str) -> bool:
        """Return whether there is a session with this key."""
        return bool(super().exists(_hash(session_key)))

    def create_model_instance(self, data: Any) -> Any:
        """Return the row of the session."""
        row = super().create_model_instance(data)
        row.session_key = _hash(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session with this key, or this one."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(_hash(key))

    def _get_session_from_db(self) -> Any:
        unexpired = self.model.objects.filter(expire_date__gt=timezone.now())
        row = unexpired.filter(session_key=_hash(self.session_key)).first()
        if row is None:
            self._session_key = None
        return row


def _hash(session_key: str) -> str:
    """Return 160 bits of the key's SHA-256, as many as the column takes in hexadecimal."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]
