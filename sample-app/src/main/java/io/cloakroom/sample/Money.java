package io.cloakroom.sample;

import java.util.Locale;

/** Amounts in euro cents. */
final class Money {

  private static final int CENTS = 100;

  private Money() {}

  static String text(long cents) {
    return String.format(Locale.ROOT, "€ %d.%02d", cents / CENTS, cents % CENTS);
  }
}
