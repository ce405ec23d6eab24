"""Redis as a cluster of nodes: one client a process, which fails as that of a single server does.

Every key stands alone, so none needs a hash tag: a command names one key, and the two counters of
a limit have a tag of their own (`limits:{user:…}`).
"""

from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from django_redis.pool import ConnectionFactory
from limits.storage import RedisClusterStorage, RedisStorage
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisClusterException
from redis.retry import Retry

SCHEMES = ("redis+cluster", "rediss+cluster")


def is_cluster(url: str) -> bool:
    """Return whether the URL names the nodes of a cluster: `redis+cluster://host:port,host:port`."""
    return url.partition("://")[0] in SCHEMES


class Cluster(RedisCluster):  # type: ignore[misc]
    """A client for which a cluster in no state to answer is one that is out of reach."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Return the answer of the key's node; raises redis' own errors and no other."""
        try:
            return super().execute_command(*args, **options)
        except RedisClusterException as error:
            raise NoConnection(str(error)) from error

    def delete(self, *keys: Any) -> int:
        """Delete keys one by one, wherever each is."""
        return sum(self.execute_command("DEL", key) for key in keys)


class ClusterInReach:
    """The client of a cluster, which is connected to when the first command is asked for.

    Until then nobody has been asked which nodes there are; while that fails, so do commands.
    """

    def __init__(self, url: str, **connection: Any) -> None:
        self._url = url
        self._connection = connection
        self._client: Cluster | None = None

    def __getattr__(self, name: str) -> Any:
        """Return the client's; raises redis' `ConnectionError` where no node answers."""
        if self._client is None:
            self._client = self._connected()
        return getattr(self._client, name)

    def _connected(self) -> Cluster:
        parts = urlsplit(self._url)
        nodes = (node.rpartition(":") for node in parts.netloc.rpartition("@")[2].split(","))
        try:
            return Cluster(
                startup_nodes=[ClusterNode(host, int(port)) for host, _, port in nodes],
                username=unquote(parts.username or "") or None,
                password=unquote(parts.password or "") or None,
                ssl=parts.scheme.startswith("rediss"),
                retry=Retry(NoBackoff(), 1),
                **self._connection,
            )
        except RedisClusterException as error:
            raise NoConnection(str(error)) from error


@lru_cache(maxsize=1)
def cluster_at(url: str, **connection: Any) -> ClusterInReach:
    """Return this process's one client of the cluster."""
    return ClusterInReach(url, **connection)


class ClusterConnections(ConnectionFactory):  # type: ignore[type-arg]
    """Gives each thread's cache the one client of the process."""

    def connect(self, url: str) -> Any:
        """Return the client."""
        wanted = self.make_connection_params(url)
        return cluster_at(url, **{name: wanted[name] for name in wanted if "socket" in name})


class ClusterCounters(RedisClusterStorage):
    """The counters of limits on the cache's client, instead of on a second one."""

    def __init__(self, url: str, client: Any, key_prefix: str) -> None:
        self.storage = client
        self.key_prefix = key_prefix
        self.target_server = "redis"
        self.dependency = self.dependencies["redis"].module
        self.initialize_storage(url)
        super(RedisStorage, self).__init__(url)
