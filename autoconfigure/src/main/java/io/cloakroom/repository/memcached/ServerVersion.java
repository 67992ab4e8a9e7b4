package io.cloakroom.repository.memcached;

import io.cloakroom.SessionStoreUnavailableException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Memcached servers can keep sessions: those whose meta commands are as they are today. */
final class ServerVersion {

  private static final Pattern VERSION = Pattern.compile("VERSION (\\d+)\\.(\\d+)\\.(\\d+).*");
  private static final int[] OLDEST = {1, 6, 10};

  private ServerVersion() {}

  /**
   * Checks what a server answered to {@code version}. One that names none of this form is given the
   * benefit of the doubt.
   */
  static void check(MemcachedServer server, String answer) {
    Matcher version = VERSION.matcher(answer);
    if (version.matches() && isOlder(version)) {
      throw new SessionStoreUnavailableException(
          "Memcached at %s is version %s.%s.%s, and sessions need 1.6.10 or later; update it"
              .formatted(server, version.group(1), version.group(2), version.group(3)),
          null);
    }
  }

  private static boolean isOlder(Matcher version) {
    for (int i = 0; i < OLDEST.length; i++) {
      int part = Integer.parseInt(version.group(i + 1));
      if (part != OLDEST[i]) {
        return part < OLDEST[i];
      }
    }
    return false;
  }
}
