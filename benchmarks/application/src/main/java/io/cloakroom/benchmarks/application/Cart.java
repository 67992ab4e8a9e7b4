package io.cloakroom.benchmarks.application;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What somebody wants to buy: a bean, which every serialization can read. */
public class Cart implements Serializable {

  private static final long serialVersionUID = 1;

  private List<Item> items = new ArrayList<>();

  static Cart of(int size) {
    Cart cart = new Cart();
    for (int i = 0; i < size; i++) {
      cart.items.add(Item.numbered(i));
    }
    return cart;
  }

  public List<Item> getItems() {
    return items;
  }

  public void setItems(List<Item> items) {
    this.items = items;
  }
}
