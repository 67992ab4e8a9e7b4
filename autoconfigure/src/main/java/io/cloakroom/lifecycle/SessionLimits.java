package io.cloakroom.lifecycle;

import io.cloakroom.ClientDetails;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much a session may hold.
 *
 * @param attributes how many attributes a session may have
 * @param attributeBytes how many bytes an encoded attribute may have
 * @param bytes how many bytes its encoded attributes may have together
 */
public record SessionLimits(int attributes, long attributeBytes, long bytes) {

  private static final int NAMED = 3;

  /**
   * Refuses changes that would make a session too large, before any store hears of them.
   *
   * @throws IllegalStateException that names the largest attributes; what is stored stays
   */
  public void check(SessionKey session, Map<String, byte[]> stored, SessionChanges changes) {
    changes
        .put()
        .forEach(
            (name, value) -> {
              if (value.length > attributeBytes && !name.equals(ClientDetails.ATTRIBUTE)) {
                throw new IllegalStateException(
                    "Attribute '%s' of session %s would have %d bytes, %d are allowed: keep less in it, or raise cloakroom.limits.attribute-size"
                        .formatted(name, session, value.length, attributeBytes));
              }
            });
    Map<String, byte[]> after = new HashMap<>(stored);
    after.keySet().removeAll(changes.removed());
    after.putAll(changes.put());
    after.remove(ClientDetails.ATTRIBUTE); // It is small, and none of the application's.
    long size = after.values().stream().mapToLong(value -> value.length).sum();
    if (after.size() > attributes) {
      throw new IllegalStateException(
          "Session %s would have %d attributes, %d are allowed; largest: %s. Remove some, or raise cloakroom.limits.attributes"
              .formatted(session, after.size(), attributes, largest(after)));
    }
    if (size > bytes) {
      throw new IllegalStateException(
          "Session %s would have %d bytes of attributes, %d are allowed; largest: %s. Keep less in it, or raise cloakroom.limits.session-size"
              .formatted(session, size, bytes, largest(after)));
    }
  }

  /** Names the largest attributes, with their sizes, for messages. */
  public static String largest(Map<String, byte[]> attributes) {
    return attributes.entrySet().stream()
        .sorted(Comparator.comparing(attribute -> -attribute.getValue().length))
        .limit(NAMED)
        .map(attribute -> attribute.getKey() + " (" + attribute.getValue().length + " bytes)")
        .collect(Collectors.joining(", "));
  }
}
