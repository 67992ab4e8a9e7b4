package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Notes the page that was last seen: one attribute, and another value each time. */
class WriteServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Answer answer;

  WriteServlet(Answer answer) {
    this.answer = answer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession(false);
    if (session == null) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    session.setAttribute("lastPage", "/articles/" + System.nanoTime());
    answer.write(response, "written");
  }
}
