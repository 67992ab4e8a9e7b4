package io.cloakroom.repository.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a session, all times in milliseconds by the clock of Redis.
 *
 * @param ends 0 if there is no maximum lifetime
 */
record StoredSession(
    String lineage,
    long version,
    long created,
    long accessed,
    long idle,
    long slack,
    long ends,
    long grace,
    boolean claimed,
    @Nullable String principal,
    Map<String, byte[]> attributes) {

  private static final long NONE = Duration.ofDays(3650).toMillis();
  private static final int META_NUMBERS = 7;
  private static final int IDLE = 2;
  private static final int MAX_DIGITS = 15;

  /** Reads fields and values in turn; returns null if they are not those of a session. */
  static @Nullable StoredSession of(List<?> fieldsAndValues) {
    Map<String, byte[]> attributes = new HashMap<>();
    byte[] meta = null;
    byte[] version = null;
    byte[] lineage = null;
    byte[] principal = null;
    for (int i = 0; i + 1 < fieldsAndValues.size(); i += 2) {
      byte[] field = (byte[]) fieldsAndValues.get(i);
      byte[] value = (byte[]) fieldsAndValues.get(i + 1);
      if (field.length > 0 && field[0] == ':') {
        attributes.put(new String(field, 1, field.length - 1, UTF_8), value);
      } else if (field.length == 1) {
        switch (field[0]) {
          case 'm' -> meta = value;
          case 'n' -> version = value;
          case 'l' -> lineage = value;
          case 'p' -> principal = value;
          default -> {} // A later release's.
        }
      }
    }
    long[] m = numbers(meta, META_NUMBERS);
    long[] n = numbers(version, 1);
    if (m == null || n == null || lineage == null || m[6] > 1) {
      return null;
    }
    return new StoredSession(
        new String(lineage, UTF_8),
        n[0],
        m[0],
        m[1],
        m[2],
        m[3],
        m[4],
        m[5],
        m[6] == 1,
        principal == null ? null : new String(principal, UTF_8),
        Collections.unmodifiableMap(attributes));
  }

  /** Returns when it expires, unless it is used again. */
  long expiry() {
    long idleEnd = accessed + (idle > 0 ? idle : NONE) + slack;
    return ends > 0 ? Math.min(ends, idleEnd) : idleEnd;
  }

  SessionRecord toRecord(SessionKey key, long now) {
    return new SessionRecord(
        key,
        lineage,
        version,
        Instant.ofEpochMilli(created),
        Instant.ofEpochMilli(accessed),
        instantOrNull(ends),
        Instant.ofEpochMilli(now),
        Duration.ofMillis(idle),
        principal,
        attributes);
  }

  static @Nullable Instant instantOrNull(long ends) {
    return ends > 0 ? Instant.ofEpochMilli(ends) : null;
  }

  /**
   * Reads numbers with a space between them; returns null if these are not so many, or too long.
   * Only an idle timeout may be negative.
   */
  private static long @Nullable [] numbers(byte @Nullable [] text, int count) {
    if (text == null) {
      return null;
    }
    long[] numbers = new long[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      boolean negative = i == IDLE && at < text.length && text[at] == '-';
      int from = negative ? at + 1 : at;
      at = from;
      while (at < text.length && text[at] >= '0' && text[at] <= '9' && at - from < MAX_DIGITS) {
        numbers[i] = numbers[i] * 10 + text[at++] - '0';
      }
      boolean ends = i == count - 1 ? at == text.length : at < text.length && text[at] == ' ';
      if (at == from || !ends) {
        return null;
      }
      at++;
      numbers[i] = negative ? -numbers[i] : numbers[i];
    }
    return numbers;
  }
}
