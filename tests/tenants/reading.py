"""Every way to read a model's rows that a developer may think of."""

import pickle
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from tenants.models import Company

Read = Callable[[Any], Any]


def error_of(call: Callable[..., Any], *args: Any) -> type[Exception] | None:
    """Return the kind of exception that a call raises, or None."""
    try:
        call(*args)
    except Exception as error:  # noqa: BLE001  whichever it is, the test compares it
        return type(error)
    return None


def awaited(call: Callable[[], Awaitable[Any]]) -> Any:
    """Return what an asynchronous call of the ORM comes to."""

    async def run() -> Any:
        return await call()

    return async_to_sync(run)()


def _ids(rows: Any) -> set[UUID]:
    return {row.pk for row in rows}


async def _async_for(model: Any) -> set[UUID]:
    return {row.pk async for row in model.objects.all()}


async def _async_first(model: Any) -> set[UUID]:
    return _ids([await model.objects.afirst()])


def _unordered(model: Any) -> QuerySet[Any]:
    return model.objects.order_by()


def _pickled_query(model: Any) -> QuerySet[Any]:
    queryset = model.objects.all()
    unpickled = model.objects.all()
    unpickled.query = pickle.loads(pickle.dumps(queryset.query))  # noqa: S301  our own bytes
    return unpickled


ROWS: dict[str, Read] = {
    "all": lambda model: _ids(model.objects.all()),
    "default manager": lambda model: _ids(model._default_manager.all()),
    "base manager": lambda model: _ids(model._base_manager.all()),
    "named database": lambda model: _ids(model.objects.using("default")),
    "filter": lambda model: _ids(model.objects.filter(company__isnull=False)),
    "exclude": lambda model: _ids(model.objects.exclude(company__isnull=True)),
    "or": lambda model: _ids(model.objects.filter(Q(pk__isnull=True) | Q(pk__isnull=False))),
    "querysets or": lambda model: _ids(model.objects.filter(pk=None) | model.objects.all()),
    "only": lambda model: _ids(model.objects.only("id")),
    "defer": lambda model: _ids(model.objects.defer("company")),
    "first": lambda model: _ids([model.objects.first()]),
    "last": lambda model: _ids([model.objects.last()]),
    "get": lambda model: _ids([model.objects.get()]),
    "slice": lambda model: _ids(model.objects.all()[:5]),
    "reverse": lambda model: _ids(model.objects.reverse()),
    "distinct": lambda model: _ids(model.objects.order_by("pk").distinct()),
    "iterator": lambda model: _ids(model.objects.iterator()),
    "in_bulk": lambda model: set(model.objects.in_bulk()),
    "values": lambda model: {row["pk"] for row in model.objects.values("pk")},
    "values_list": lambda model: set(model.objects.values_list("pk", flat=True)),
    "annotate": lambda model: _ids(model.objects.annotate(of=Count("company"))),
    "select_related": lambda model: _ids(model.objects.select_related("company")),
    "select_for_update": lambda model: _ids(model.objects.select_for_update(of=("self",))),
    "union": lambda model: _ids(_unordered(model).union(_unordered(model))),
    "intersection": lambda model: _ids(_unordered(model).intersection(_unordered(model))),
    "subquery": lambda model: _ids(model.objects.filter(pk__in=model.objects.values("pk"))),
    "pickled query": lambda model: _ids(_pickled_query(model)),
    "async for": lambda model: async_to_sync(_async_for)(model),
    "async first": lambda model: async_to_sync(_async_first)(model),
}

COUNTS: dict[str, Read] = {
    "exists": lambda model: int(model.objects.exists()),
    "count": lambda model: model.objects.count(),
    "len": lambda model: len(model.objects.all()),
    "aggregate": lambda model: model.objects.aggregate(rows=Count("pk"))["rows"],
    "async count": lambda model: awaited(model.objects.acount),
    "async exists": lambda model: int(awaited(model.objects.aexists)),
    "async aggregate": lambda model: awaited(partial(model.objects.aaggregate, n=Count("pk")))["n"],
    "Exists on a global model": lambda model: Company._base_manager.filter(
        Exists(model.objects.filter(company=OuterRef("pk")))
    ).count(),
    "Subquery on a global model": lambda model: Company._base_manager.filter(
        pk__in=Subquery(model.objects.values("company"))
    ).count(),
}
