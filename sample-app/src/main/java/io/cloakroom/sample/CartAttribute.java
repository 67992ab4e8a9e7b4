package io.cloakroom.sample;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Where in a session its cart is. */
final class CartAttribute {

  static final String NAME = "cart";

  private CartAttribute() {}

  /** Returns the session's own cart, to be changed in place; puts one there the first time. */
  static Cart in(HttpSession session) {
    if (session.getAttribute(NAME) instanceof Cart cart) {
      return cart;
    }
    Cart cart = new Cart();
    session.setAttribute(NAME, cart);
    return cart;
  }

  /** Returns a cart to look at; without a session, or a cart in it, an empty one. */
  static Cart lookAt(@Nullable HttpSession session) {
    return session != null && session.getAttribute(NAME) instanceof Cart cart ? cart : new Cart();
  }
}
