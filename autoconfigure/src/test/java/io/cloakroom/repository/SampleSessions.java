package io.cloakroom.repository;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions and changes for tests of stores. */
public final class SampleSessions {

  /** How sessions of the contract suite are touched: a minute, and a second to get there. */
  public static final TouchPolicy TOUCHES =
      new TouchPolicy(Duration.ofMinutes(1), Duration.ofSeconds(1));

  /** Idle timeout of a session that a test does not say more about. */
  public static final Duration IDLE = Duration.ofMinutes(30);

  private SampleSessions() {}

  /** Returns a fresh session that has just been used. */
  public static NewSession session(Map<String, byte[]> attributes) {
    return session(SessionId.random().key(), Duration.ZERO, IDLE, null, null, attributes);
  }

  /** Returns a fresh session of someone. */
  public static NewSession sessionOf(String principal, Duration age) {
    return session(SessionId.random().key(), age, IDLE, null, principal, Map.of("a", json(1)));
  }

  /** Returns a session that has not been used for some time. */
  public static NewSession unusedFor(Duration unused, Duration idle, @Nullable Duration remaining) {
    return session(
        SessionId.random().key(), unused, idle, remaining, null, Map.of("a", json("kept")));
  }

  /** Returns a session whose idle timeout and slack are over. */
  public static NewSession expired() {
    return expired(null);
  }

  /** Returns an expired session of someone. */
  public static NewSession expired(@Nullable String principal) {
    return session(
        SessionId.random().key(),
        IDLE.multipliedBy(2),
        IDLE,
        null,
        principal,
        Map.of("a", json("kept")));
  }

  /** Returns a session. */
  public static NewSession session(
      SessionKey key,
      Duration unused,
      Duration idle,
      @Nullable Duration remaining,
      @Nullable String principal,
      Map<String, byte[]> attributes) {
    return new NewSession(key, "lineage", unused, unused, idle, remaining, principal, attributes);
  }

  /** Returns another key of the same shard. */
  public static SessionKey sibling(SessionKey key) {
    while (true) {
      SessionKey other = SessionId.random().key();
      if (other.shard().equals(key.shard())) {
        return other;
      }
    }
  }

  /** Returns changes that put one attribute. */
  public static SessionChanges put(String name, byte[] value) {
    return new SessionChanges(Map.of(name, value), Set.of(), null, null);
  }

  /** Returns changes that remove one attribute. */
  public static SessionChanges remove(String name) {
    return new SessionChanges(Map.of(), Set.of(name), null, null);
  }

  /** Returns changes of the idle timeout. */
  public static SessionChanges idle(Duration idle) {
    return new SessionChanges(Map.of(), Set.of(), idle, null);
  }

  /** Returns changes of the principal. */
  public static SessionChanges principal(@Nullable String to) {
    return new SessionChanges(Map.of(), Set.of(), null, new PrincipalChange(to));
  }

  /** Returns changes that begin the maximum lifetime anew. */
  public static SessionChanges lifetime(@Nullable Duration to) {
    return new SessionChanges(Map.of(), Set.of(), null, null, new LifetimeChange(to), true);
  }

  /** Returns the same changes, which are no use of the session. */
  public static SessionChanges withoutUse(SessionChanges changes) {
    return new SessionChanges(
        changes.put(),
        changes.removed(),
        changes.idle(),
        changes.principal(),
        changes.lifetime(),
        false);
  }

  /** Returns the JSON text of a string or a number. */
  public static byte[] json(Object value) {
    String text = value instanceof Number ? value.toString() : "\"" + value + "\"";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns an encoded attribute that is not JSON. */
  public static byte[] binary(int marker, int... bytes) {
    byte[] encoded = new byte[bytes.length + 1];
    encoded[0] = (byte) marker;
    for (int i = 0; i < bytes.length; i++) {
      encoded[i + 1] = (byte) bytes[i];
    }
    return encoded;
  }
}
