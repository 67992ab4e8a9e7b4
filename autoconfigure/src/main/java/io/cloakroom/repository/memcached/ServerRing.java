package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.spy.memcached.DefaultHashAlgorithm;

/**
 * Says on which server a session is, by consistent hashing (Ketama, 160 points a server): one more
 * server, or one less, moves few sessions.
 *
 * <p>Its shard decides, which a session keeps for its whole life: so it stays on one server, by
 * whose clock all its times are. A server that is away keeps its place: its sessions are away with
 * it. On another one they would seem to have ended, and older copies of them would come back later.
 */
final class ServerRing implements AutoCloseable {

  private static final int SHARDS = 256;
  private static final int HEX = 16;
  private static final int DIGESTS = 40;
  private static final int POINTS = 4;

  private final List<ServerLink> links;
  private final List<ServerLink> byShard = new ArrayList<>(SHARDS);

  ServerRing(MemcachedSettings settings) {
    links = settings.servers().stream().map(server -> new ServerLink(server, settings)).toList();
    NavigableMap<Long, ServerLink> ring = ring();
    for (int shard = 0; shard < SHARDS; shard++) {
      long hash = DefaultHashAlgorithm.KETAMA_HASH.hash("%02x".formatted(shard));
      Long point = ring.ceilingKey(hash);
      byShard.add(ring.get(point == null ? ring.firstKey() : point));
    }
  }

  /** Returns the way to a session's server. */
  ServerLink of(SessionKey key) {
    return byShard.get(Integer.parseInt(key.shard(), HEX));
  }

  List<ServerLink> all() {
    return links;
  }

  @Override
  public void close() {
    links.forEach(ServerLink::close);
  }

  /** By what is configured, and not by what names resolve to, which may differ between nodes. */
  private NavigableMap<Long, ServerLink> ring() {
    NavigableMap<Long, ServerLink> ring = new TreeMap<>();
    for (ServerLink link : links) {
      for (int i = 0; i < DIGESTS; i++) {
        byte[] digest = DefaultHashAlgorithm.computeHashDigest(link.server() + "-" + i);
        for (int part = 0; part < POINTS; part++) {
          long point = 0;
          for (int b = 3; b >= 0; b--) {
            point = (point << 8) | (digest[part * POINTS + b] & 0xff);
          }
          // Two servers on one point: the order in which they are configured must not decide.
          ring.merge(
              point,
              link,
              (one, other) ->
                  one.server().toString().compareTo(other.server().toString()) < 0 ? one : other);
        }
      }
    }
    return ring;
  }
}
