package io.cloakroom.repository.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionKey;
import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what a script is told into bytes. What it is told in which place is said in the script. */
final class ScriptArguments {

  /** As long as makes no difference, and short enough for every number to be exact in Lua. */
  private static final Duration LONGEST = Duration.ofDays(365_000);

  private static final byte[] NOTHING = {};

  private ScriptArguments() {}

  static List<byte[]> insert(NewSession session, RedisStoreSettings settings) {
    Duration remaining = session.remaining();
    String principal = session.principal();
    List<byte[]> args = new ArrayList<>();
    args.add(bytes(session.key()));
    args.add(number(millis(session.age())));
    args.add(number(millis(session.unused())));
    args.add(number(millis(session.idle())));
    args.add(number(millis(settings.touches().slack(session.idle()))));
    args.add(remaining == null ? NOTHING : number(millis(remaining)));
    args.add(number(millis(settings.grace())));
    args.add(bytes(session.lineage()));
    args.add(bytes(principal == null ? "" : "+"));
    args.add(bytes(principal == null ? "" : principal));
    add(args, session.attributes());
    return args;
  }

  static List<byte[]> update(SessionKey key, SessionChanges changes, TouchPolicy touches) {
    Duration idle = changes.idle();
    PrincipalChange principal = changes.principal();
    String to = principal == null ? null : principal.to();
    List<byte[]> args = new ArrayList<>();
    args.add(bytes(key));
    args.add(idle == null ? NOTHING : number(millis(idle)));
    args.add(idle == null ? NOTHING : number(millis(touches.slack(idle))));
    args.add(bytes(principal == null ? "=" : to == null ? "-" : "+"));
    args.add(bytes(to == null ? "" : to));
    args.add(bytes(changes.use() ? "+" : ""));
    args.add(lifetime(changes.lifetime()));
    args.add(number(changes.put().size()));
    add(args, changes.put());
    changes.removed().forEach(name -> args.add(field(name)));
    return args;
  }

  private static byte[] lifetime(@Nullable LifetimeChange change) {
    Duration to = change == null ? null : change.to();
    return change == null ? bytes("=") : to == null ? bytes("-") : number(millis(to));
  }

  static byte[] bytes(SessionKey key) {
    return key.value().getBytes(US_ASCII);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] number(long value) {
    return Long.toString(value).getBytes(US_ASCII);
  }

  /** Returns whole milliseconds, rounded up, since a short timeout is not the same as none. */
  static long millis(Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      return LONGEST.toMillis();
    }
    if (duration.compareTo(LONGEST.negated()) < 0) {
      return LONGEST.negated().toMillis();
    }
    return duration.isNegative() ? duration.toMillis() : duration.plusNanos(999_999).toMillis();
  }

  /** Reads text that a script returned; null if it returned none. */
  static @Nullable String text(@Nullable Object answer) {
    return answer instanceof byte[] bytes ? new String(bytes, UTF_8) : null;
  }

  /** Takes a key as a script returned it; null if it is none. */
  static @Nullable SessionKey keyOrNull(byte[] member) {
    try {
      return new SessionKey(new String(member, US_ASCII));
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static byte[] field(String name) {
    return bytes(":" + name);
  }

  private static void add(List<byte[]> args, Map<String, byte[]> attributes) {
    attributes.forEach(
        (name, value) -> {
          args.add(field(name));
          args.add(value);
        });
  }
}
