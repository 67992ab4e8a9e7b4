package io.cloakroom.identity;

import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends each request of a {@code RestClient} or {@code RestTemplate} in the name of the user who is
 * signed in: with a new token in the header {@code Authorization}, in place of what is there. To be
 * given to a client that calls one service and no other.
 *
 * <p>A request on a thread where nobody is signed in fails with an {@link IllegalStateException},
 * and is not sent.
 */
public final class IdentityInterceptor implements ClientHttpRequestInterceptor {

  private final IdentityTokens tokens;
  private final String audience;

  /**
   * Makes an interceptor.
   *
   * @param tokens makes them
   * @param audience name of the service that is called
   * @throws IllegalArgumentException if the name is blank, or none of those that are allowed
   */
  public IdentityInterceptor(IdentityTokens tokens, String audience) {
    tokens.requireAllowed(audience);
    this.tokens = tokens;
    this.audience = audience;
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    request.getHeaders().setBearerAuth(tokens.issue(audience));
    return execution.execute(request, body);
  }
}
