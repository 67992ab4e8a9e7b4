package io.cloakroom.repository.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.PrincipalHash;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of what is in Redis. A session and the expiry schedule of its shard share a slot of Redis
 * Cluster, so one script can change both; the index of a principal is elsewhere.
 */
record RedisKeys(String namespace) {

  static final int SHARDS = 256;

  byte[] session(SessionKey key) {
    return ascii(nameOf(key));
  }

  /** Returns what all names begin with. */
  String prefix() {
    return namespace + ":{";
  }

  /** Returns whose session's name that is; null if it is the name of something else. */
  @Nullable SessionKey sessionNamed(String name) {
    int key = prefix().length() + "3f}:".length();
    SessionKey session =
        name.startsWith(prefix()) && name.length() > key
            ? SessionKey.parse(name.substring(key))
            : null;
    return session != null && name.equals(nameOf(session)) ? session : null;
  }

  byte[] expiry(SessionKey key) {
    return expiry(key.shard());
  }

  byte[] expiry(String shard) {
    return ascii(namespace + ":{" + shard + "}:expiry");
  }

  byte[] principal(String principal) {
    return ascii(ofPrincipal(principal));
  }

  byte[] lock(String principal) {
    return ascii(ofPrincipal(principal) + ":lock");
  }

  /** Returns the names of what is denied: order, ends, values, all of one slot. */
  List<byte[]> denials() {
    return Stream.of("order", "ends", "values")
        .map(name -> ascii(namespace + ":{denied}:" + name))
        .toList();
  }

  private String nameOf(SessionKey session) {
    return prefix() + session.shard() + "}:" + session;
  }

  private String ofPrincipal(String principal) {
    return namespace + ":{p:" + PrincipalHash.of(principal) + "}";
  }

  private static byte[] ascii(String name) {
    return name.getBytes(US_ASCII);
  }
}
