package io.cloakroom.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Publishes the keys by which other services verify tokens, as a JWK Set that may be cached. It
 * answers everybody, and asks for no session.
 */
public final class JwksServlet extends HttpServlet {

  /** For so long others may take the keys from their memory. */
  public static final Duration MAX_AGE = Duration.ofMinutes(5);

  private static final long serialVersionUID = 1L;
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private final byte[] keys;

  /** Makes a servlet that publishes these keys, and never another half than the public one. */
  public JwksServlet(IdentityKeys keys) {
    this.keys = keys.published().getBytes(UTF_8);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!METHODS.contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "public, max-age=" + MAX_AGE.toSeconds());
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(keys.length);
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(keys);
    }
  }
}
