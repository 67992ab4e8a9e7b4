package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers without a look at the session. */
class NoSessionServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Answer answer;

  NoSessionServlet(Answer answer) {
    this.answer = answer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer.write(response, "nothing");
  }
}
