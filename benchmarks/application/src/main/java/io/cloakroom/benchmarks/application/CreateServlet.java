package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/**
 * Makes a session of three attributes, of as many items in the cart as the parameter {@code items}
 * says; or, if there is a parameter {@code attributes}, one of so many small carts.
 */
class CreateServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Answer answer;

  CreateServlet(Answer answer) {
    this.answer = answer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    if (request.getParameter("attributes") == null) {
      session.setAttribute("user", User.someone());
      session.setAttribute("preferences", Preferences.usual());
      session.setAttribute("cart", Cart.of(number(request, "items", 2)));
    } else {
      for (int i = 0; i < number(request, "attributes", 1); i++) {
        session.setAttribute("cart" + i, Cart.of(1));
      }
    }
    answer.write(response, "created");
  }

  private static int number(HttpServletRequest request, String name, int otherwise) {
    String value = request.getParameter(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
