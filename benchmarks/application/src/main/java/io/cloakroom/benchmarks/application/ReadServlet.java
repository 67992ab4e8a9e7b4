package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Shows who is signed in and how much is in the cart: what the head of a shop's pages needs. */
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
    if (session != null
        && session.getAttribute("user") instanceof User user
        && session.getAttribute("cart") instanceof Cart cart) {
      answer.write(response, user.getName() + " " + cart.getItems().size());
    } else {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }
}
