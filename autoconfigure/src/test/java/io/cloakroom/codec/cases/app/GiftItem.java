package io.cloakroom.codec.cases.app;

/** Is put where an {@link Item} is declared. */
public class GiftItem extends Item {

  String wish = "Happy birthday";

  GiftItem() {}

  public GiftItem(int number) {
    super(number);
  }
}
