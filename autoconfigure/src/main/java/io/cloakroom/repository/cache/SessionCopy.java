package io.cloakroom.repository.cache;

import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as a store answered it.
 *
 * @param record of which nobody else has the bytes
 * @param readAt when the read began, by the monotonic clock
 */
record SessionCopy(SessionRecord record, long readAt) {

  /** The store is exact about the maximum lifetime, and is asked when its end is near. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /**
   * Bytes that a copy takes besides its attributes, and that an attribute takes besides its own.
   */
  private static final int OVERHEAD = 800;

  private static final int ATTRIBUTE_OVERHEAD = 160;

  static SessionCopy of(SessionRecord record, long readAt) {
    return new SessionCopy(with(record, record.readAt()), readAt);
  }

  /** Returns about how many bytes of memory it takes. */
  int weight() {
    String principal = record.principal();
    long bytes = OVERHEAD + 2L * (principal == null ? 0 : principal.length());
    for (Map.Entry<String, byte[]> attribute : record.attributes().entrySet()) {
      bytes += ATTRIBUTE_OVERHEAD + 2L * attribute.getKey().length() + attribute.getValue().length;
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /**
   * Returns the session as the store would answer it now, with bytes of the caller's own.
   *
   * @param now by the monotonic clock
   * @return null unless it certainly lives, by the store's clock
   */
  @Nullable SessionRecord at(long now) {
    Instant storeNow = record.readAt().plusNanos(now - readAt);
    Duration idle = record.idle();
    boolean idles = !idle.isZero() && !idle.isNegative();
    Instant endsAt = record.endsAt();
    boolean lives =
        !(idles && Duration.between(record.accessedAt(), storeNow).compareTo(idle) >= 0)
            && (endsAt == null || storeNow.plus(MARGIN).isBefore(endsAt));
    return lives ? with(record, storeNow) : null;
  }

  private static SessionRecord with(SessionRecord record, Instant readAt) {
    Map<String, byte[]> attributes = new HashMap<>((int) (record.attributes().size() / 0.75f) + 1);
    record.attributes().forEach((name, bytes) -> attributes.put(name, bytes.clone()));
    return new SessionRecord(
        record.key(),
        record.lineage(),
        record.version(),
        record.createdAt(),
        record.accessedAt(),
        record.endsAt(),
        readAt,
        record.idle(),
        record.principal(),
        Collections.unmodifiableMap(attributes));
  }
}
