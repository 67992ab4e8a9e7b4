package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Answers who is signed in, and asks the session for nothing else: what most APIs need. */
class UserServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Answer answer;

  UserServlet(Answer answer) {
    this.answer = answer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession(false);
    if (session != null && session.getAttribute("user") instanceof User user) {
      answer.write(response, user.getName());
    } else {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }
}
