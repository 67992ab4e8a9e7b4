package io.cloakroom.repository.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final String NUMBER = "(\\d{1,15})";
  private static final Pattern META =
      Pattern.compile(
          NUMBER
              + " "
              + NUMBER
              + " (-?\\d{1,15}) "
              + NUMBER
              + " "
              + NUMBER
              + " "
              + NUMBER
              + " ([01])");
  private static final Pattern VERSION = Pattern.compile(NUMBER);

  /** Reads fields and values in turn; returns null if they are not those of a session. */
  static @Nullable StoredSession of(List<?> fieldsAndValues) {
    Map<String, byte[]> own = new HashMap<>();
    Map<String, byte[]> attributes = new HashMap<>();
    for (int i = 0; i + 1 < fieldsAndValues.size(); i += 2) {
      String field = new String((byte[]) fieldsAndValues.get(i), UTF_8);
      byte[] value = (byte[]) fieldsAndValues.get(i + 1);
      if (field.startsWith(":")) {
        attributes.put(field.substring(1), value);
      } else {
        own.put(field, value);
      }
    }
    byte[] meta = own.get("m");
    byte[] version = own.get("n");
    byte[] lineage = own.get("l");
    byte[] principal = own.get("p");
    if (meta == null || version == null || lineage == null) {
      return null;
    }
    Matcher m = META.matcher(new String(meta, US_ASCII));
    Matcher n = VERSION.matcher(new String(version, US_ASCII));
    if (!m.matches() || !n.matches()) {
      return null;
    }
    return new StoredSession(
        new String(lineage, UTF_8),
        number(n, 1),
        number(m, 1),
        number(m, 2),
        number(m, 3),
        number(m, 4),
        number(m, 5),
        number(m, 6),
        number(m, 7) == 1,
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

  private static long number(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }
}
