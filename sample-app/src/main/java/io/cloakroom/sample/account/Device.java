package io.cloakroom.sample.account;

import io.cloakroom.ClientDetails;
import io.cloakroom.lifecycle.SessionDetails;
import io.cloakroom.sample.where.SessionView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session, as its user knows it.
 *
 * @param key public name of the session, which opens nothing
 * @param name of the browser and the system, as far as the browser told
 * @param address where the sign-in came from
 * @param age since the session began
 * @param unused since its last use
 * @param current whether it is the one that asks
 */
public record Device(
    String key, String name, String address, String age, String unused, boolean current) {

  private static final String UNKNOWN = "unknown";

  /** What occurs in a User-Agent header, and what people call it; the more special ones first. */
  private record Sign(String text, String name) {}

  private static final List<Sign> BROWSERS =
      List.of(
          new Sign("Edg", "Edge"),
          new Sign("OPR", "Opera"),
          new Sign("Firefox", "Firefox"),
          new Sign("Chrome", "Chrome"),
          new Sign("Safari", "Safari"));

  private static final List<Sign> SYSTEMS =
      List.of(
          new Sign("Android", "Android"),
          new Sign("iPhone", "iPhone"),
          new Sign("iPad", "iPad"),
          new Sign("Windows", "Windows"),
          new Sign("Mac OS X", "macOS"),
          new Sign("Linux", "Linux"));

  static Device of(SessionDetails session, @Nullable String currentKey) {
    ClientDetails client = session.client();
    return new Device(
        session.key().value(),
        name(client == null ? null : client.userAgent()),
        client == null ? UNKNOWN : client.address(),
        SessionView.words(
            Duration.between(session.createdAt(), session.lastUsedAt()).plus(session.unused())),
        SessionView.words(session.unused()),
        session.key().value().equals(currentKey));
  }

  private static String name(@Nullable String userAgent) {
    String browser = userAgent == null ? null : first(BROWSERS, userAgent);
    String system = userAgent == null ? null : first(SYSTEMS, userAgent);
    return (browser == null ? "Unknown browser" : browser)
        + (system == null ? "" : " on " + system);
  }

  private static @Nullable String first(List<Sign> signs, String userAgent) {
    return signs.stream()
        .filter(sign -> userAgent.contains(sign.text()))
        .map(Sign::name)
        .findFirst()
        .orElse(null);
  }
}
