package io.cloakroom.sample.where;

import io.cloakroom.autoconfigure.CloakroomProperties;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session, for people.
 *
 * @param key public name of the session, which opens nothing
 * @param age since it began
 * @param unused before this request
 * @param idleLeft how long it lives without another request; null: for ever
 * @param lifeLeft how long it lives, whatever its use; null: for ever
 * @param attributes names of what it holds, the last part of each; only of what travels in a token,
 *     if something does
 */
public record SessionView(
    String key,
    String age,
    String unused,
    @Nullable String idleLeft,
    @Nullable String lifeLeft,
    List<String> attributes) {

  private static final int SHORT = 10;

  static SessionView of(HttpSession session, CloakroomProperties settings) {
    Duration maxLifetime = settings.getMaxLifetime();
    Instant now = Instant.now();
    Instant began = Instant.ofEpochMilli(session.getCreationTime());
    Duration idle = Duration.ofSeconds(session.getMaxInactiveInterval());
    Duration left = Duration.between(now, began.plus(maxLifetime));
    return new SessionView(
        session.getId(),
        words(Duration.between(began, now)),
        words(Duration.between(Instant.ofEpochMilli(session.getLastAccessedTime()), now)),
        idle.isZero() || idle.isNegative() ? null : words(idle),
        maxLifetime.isZero() ? null : words(left),
        names(session, settings.getJwt().getCarry()).stream()
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .toList());
  }

  /** Returns the beginning of the key, which is enough to tell sessions apart by eye. */
  public String shortKey() {
    return key.length() <= SHORT ? key : key.substring(0, SHORT) + "…";
  }

  /** Returns the two largest units. The clocks of node and store may differ: never less than 0. */
  public static String words(Duration duration) {
    Duration time = duration.isNegative() ? Duration.ZERO : duration;
    if (time.toHours() > 0) {
      return units(time.toHours(), " h", time.toMinutesPart(), " min");
    }
    if (time.toMinutes() > 0) {
      return units(time.toMinutes(), " min", time.toSecondsPart(), " s");
    }
    return time.toSeconds() + " s";
  }

  /** Which others there are, only the store knows, and for this it shall not be asked. */
  private static List<String> names(HttpSession session, List<String> carried) {
    return carried.isEmpty()
        ? Collections.list(session.getAttributeNames())
        : carried.stream().filter(name -> session.getAttribute(name) != null).toList();
  }

  private static String units(long large, String largeUnit, int small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
  }
}
