package io.cloakroom.benchmarks.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes a text as Spring MVC does: with its length, and flushed before the servlet returns.
 *
 * @param flushed false to leave the response to the container, as few applications do
 */
record Answer(boolean flushed) {

  void write(HttpServletResponse response, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    response.setContentType("text/plain;charset=UTF-8");
    if (flushed) {
      response.setContentLength(bytes.length);
    }
    response.getOutputStream().write(bytes);
    if (flushed) {
      response.flushBuffer();
    }
  }
}
