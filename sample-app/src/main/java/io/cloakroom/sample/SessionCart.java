package io.cloakroom.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** Where the cart is: in the session, as in any servlet application. */
final class SessionCart {

  private static final String ATTRIBUTE = "cart";

  private SessionCart() {}

  /** Returns the cart to look at, without making a session for somebody who has none. */
  static Cart of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Object cart = session == null ? null : session.getAttribute(ATTRIBUTE);
    return cart instanceof Cart found ? found : new Cart();
  }

  /** Returns the cart to change. */
  static Cart in(HttpSession session) {
    if (session.getAttribute(ATTRIBUTE) instanceof Cart found) {
      return found;
    }
    Cart cart = new Cart();
    session.setAttribute(ATTRIBUTE, cart);
    return cart;
  }
}
