package io.cloakroom.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Everything that the shop sells. */
@Component
public class Catalogue {

  private static final List<Item> ITEMS =
      List.of(
          item("trench", "Trench coat", "Collar up, and nobody knows you.", "189.00"),
          item("duffle", "Duffle coat", "Four toggles, no hurry.", "165.00"),
          item("raincoat", "Yellow raincoat", "Seen from the other side of the harbour.", "79.00"),
          item("scarf", "Long scarf", "Twice around, and still some left.", "39.00"),
          item("top-hat", "Top hat", "For opera, magic and weddings.", "95.00"),
          item("bobble-hat", "Bobble hat", "Warm ears, light heart.", "24.00"),
          item("beret", "Beret", "Wear it tilted, or not at all.", "29.50"),
          item("umbrella", "Umbrella", "The one thing everyone leaves behind.", "34.00"),
          item("gloves", "Leather gloves", "Always found as a pair.", "45.00"),
          item("mittens", "Mittens", "On a string, so they stay with you.", "19.00"),
          item("boots", "Rubber boots", "Every puddle is a plan.", "49.00"),
          item("ticket", "Brass ticket", "Number 42. We never lose what it stands for.", "7.50"));

  /** Returns all items, in the order in which they are shown. */
  public List<Item> items() {
    return ITEMS;
  }

  /** Returns the item of that id; empty if there is none, perhaps no longer. */
  public Optional<Item> find(String id) {
    return ITEMS.stream().filter(item -> item.id().equals(id)).findFirst();
  }

  private static Item item(String id, String name, String text, String price) {
    return new Item(id, name, text, new BigDecimal(price));
  }
}
