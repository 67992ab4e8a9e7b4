package io.cloakroom.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** A cart at today's prices. */
public record Bill(List<Line> lines) {

  /** One item of it, and how many. */
  public record Line(Item item, int quantity) {

    /** Returns the price of all of them, in euros. */
    public BigDecimal sum() {
      return item.price().multiply(BigDecimal.valueOf(quantity));
    }
  }

  /** Prices a cart; what is no longer sold is left out. */
  static Bill of(Cart cart, Catalogue catalogue) {
    return new Bill(
        cart.quantities().entrySet().stream()
            .map(
                entry ->
                    catalogue
                        .find(entry.getKey())
                        .map(item -> new Line(item, entry.getValue()))
                        .orElse(null))
            .filter(Objects::nonNull)
            .toList());
  }

  /** Returns the price of everything, in euros, with two decimals. */
  public BigDecimal total() {
    return lines.stream().map(Line::sum).reduce(new BigDecimal("0.00"), BigDecimal::add);
  }

  /** Returns how many things there are. */
  public int count() {
    return lines.stream().mapToInt(Line::quantity).sum();
  }

  /** Returns whether there is nothing to pay for. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }
}
