package io.cloakroom.codec.cases;

import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * A value that somebody may put into a session.
 *
 * @param theme under which it is listed
 * @param name of the case, unique
 * @param maker makes an equal value each time
 * @param json what is to become of it as JSON
 * @param jdk what is to become of it with JDK serialization
 */
record SessionValue(
    String theme, String name, Callable<Object> maker, Expected json, Expected jdk) {

  Object make() {
    try {
      return maker.call();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot make " + name, e);
    }
  }

  boolean isRefusedAsJson() {
    return json.outcome() == Outcome.REFUSED;
  }

  /** The name as one of a file. */
  String fileName() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
