package io.cloakroom.sample;

/**
 * A thing that can be bought.
 *
 * @param id part of addresses
 * @param name for people
 * @param text one line about it
 * @param cents price in euro cents
 * @param shape which drawing shows it
 * @param hue colour of the drawing, in degrees
 */
public record Item(String id, String name, String text, long cents, String shape, int hue) {

  /** Returns the price for people. */
  public String price() {
    return Money.text(cents);
  }
}
