package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Shows who is signed in and how much is in the cart: what the head of a shop's pages needs. With a
 * parameter {@code cart}, it only looks into the one of that name.
 */
class ReadServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Answer answer;

  ReadServlet(Answer answer) {
    this.answer = answer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession(false);
    String text = session == null ? null : text(session, request.getParameter("cart"));
    if (text == null) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      answer.write(response, text);
    }
  }

  private static @Nullable String text(HttpSession session, @Nullable String name) {
    if (name == null) {
      return session.getAttribute("user") instanceof User user
              && session.getAttribute("cart") instanceof Cart cart
          ? user.getName() + " " + cart.getItems().size()
          : null;
    }
    return session.getAttribute(name) instanceof Cart cart ? "" + cart.getItems().size() : null;
  }
}
