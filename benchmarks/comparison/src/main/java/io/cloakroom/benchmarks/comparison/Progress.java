package io.cloakroom.benchmarks.comparison;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Tells whoever waits what is going on. */
final class Progress {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Progress() {}

  static void say(String format, Object... values) {
    System.out.println(
        LocalTime.now(ZoneId.systemDefault()).format(TIME)
            + " "
            + String.format(Locale.ROOT, format, values));
  }
}
