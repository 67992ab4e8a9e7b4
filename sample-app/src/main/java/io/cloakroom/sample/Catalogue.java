package io.cloakroom.sample;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the shop sells. */
@Component
public class Catalogue {

  private static final List<Item> ITEMS =
      List.of(
          new Item(
              "trench", "Trench coat", "Belted, for walking home in the rain.", 18900, "coat", 38),
          new Item("parka", "Parka", "Down to the knees, up to the ears.", 15900, "coat", 150),
          new Item(
              "duffle", "Duffle coat", "Toggles, a hood, and deep pockets.", 17400, "coat", 215),
          new Item("fedora", "Fedora", "Felt, with a brim to tip.", 6900, "hat", 24),
          new Item(
              "bowler", "Bowler hat", "Round, stiff, and never out of place.", 7900, "hat", 260),
          new Item("scarf-wool", "Wool scarf", "Two metres of warmth.", 3400, "scarf", 350),
          new Item("scarf-silk", "Silk scarf", "Light as a ticket.", 4900, "scarf", 180),
          new Item("umbrella", "Umbrella", "Opens at once, and stays open.", 2900, "umbrella", 200),
          new Item("parasol", "Parasol", "For the other half of the year.", 3900, "umbrella", 48),
          new Item("gloves", "Leather gloves", "A pair, and they stay one.", 5400, "gloves", 18),
          new Item(
              "mittens",
              "Mittens",
              "On a string, so that none is left behind.",
              1900,
              "gloves",
              320),
          new Item(
              "satchel",
              "Satchel",
              "Holds a book, an apple and a spare pair of socks.",
              11900,
              "bag",
              95));

  /** Returns all items, in the order of the shelf. */
  public List<Item> items() {
    return ITEMS;
  }

  /** Returns an item, if there is one of that id. */
  public Optional<Item> item(String id) {
    return ITEMS.stream().filter(item -> item.id().equals(id)).findFirst();
  }
}
