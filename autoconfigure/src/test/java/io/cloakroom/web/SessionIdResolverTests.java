package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockCookie;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** How tickets travel, attribute by attribute. */
class SessionIdResolverTests {

  private final MockHttpServletRequest request = new MockHttpServletRequest();
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void allCookiesOfThatVeryNameAreTickets() {
    request.setCookies(
        new MockCookie("SESSION", "one"),
        new MockCookie("session", "other"),
        new MockCookie("SESSION", ""),
        new MockCookie("SESSION", "two"));

    assertThat(new CookieSessionIdResolver(SessionCookie.named("SESSION")).tickets(request))
        .containsExactly("one", "", "two");
  }

  @Test
  void requestWithoutCookiesHasNoTickets() {
    assertThat(new CookieSessionIdResolver(SessionCookie.named("SESSION")).tickets(request))
        .isEmpty();
    assertThat(new HeaderSessionIdResolver("X-Auth-Token").tickets(request)).isEmpty();
  }

  @Test
  void allHeadersOfThatNameAreTickets() {
    request.addHeader("X-Auth-Token", "one");
    request.addHeader("X-Auth-Token", "two");

    assertThat(new HeaderSessionIdResolver("X-Auth-Token").tickets(request))
        .containsExactly("one", "two");
  }

  @Test
  void cookieHasAllItsAttributes() {
    SessionCookie settings =
        new SessionCookie(
            "S", "example.org", "/app", Duration.ofHours(1), true, true, "None", true, true);

    String header = sent(settings);

    assertThat(header)
        .startsWith("S=ticket; ")
        .contains("Max-Age=3600; ")
        .endsWith("Domain=example.org; Path=/app; Secure; HttpOnly; SameSite=None; Partitioned");
  }

  @Test
  void expiredCookieHasTheSameAttributes() {
    SessionCookie settings =
        new SessionCookie(
            "S", "example.org", "/app", Duration.ofHours(1), true, true, "None", true, true);

    new CookieSessionIdResolver(settings).expire(request, response);

    assertThat(header())
        .startsWith("S=; ")
        .contains("Expires=Thu, 01 Jan 1970")
        .endsWith("Domain=example.org; Path=/app; Secure; HttpOnly; SameSite=None; Partitioned");
  }

  @Test
  void cookieIsSecureAsItsRequestUnlessSaid() {
    assertThat(sent(SessionCookie.named("S")))
        .isEqualTo("S=ticket; Path=/; HttpOnly; SameSite=Lax");
    request.setSecure(true);
    assertThat(sent(SessionCookie.named("S"))).contains("; Secure");
    assertThat(sent(new SessionCookie("S", null, null, null, false, false, null, false, true)))
        .isEqualTo("S=ticket; Path=/");
  }

  @Test
  void cookieIsForTheContextPathUnlessSaid() {
    request.setContextPath("/shop");

    assertThat(sent(SessionCookie.named("S"))).contains("; Path=/shop;");
  }

  @Test
  void cookiesThatBrowsersRefuseAreRefusedAtOnce() {
    refused("__Host-S", null, null, true, null, false);
    refused("__Host-S", "example.org", "/", true, null, false);
    refused("__Host-S", null, "/", null, null, false);
    refused("__Secure-S", null, "/", false, null, false);
    refused("S", null, "/", null, "None", false);
    refused("S", null, "/", null, null, true);
    assertThat(
            new SessionCookie("__Host-S", null, "/", null, true, true, "Lax", false, true).name())
        .isEqualTo("__Host-S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookieSessionIdResolver(SessionCookie.named("a b")));
  }

  private static void refused(
      String name,
      @Nullable String domain,
      @Nullable String path,
      @Nullable Boolean secure,
      @Nullable String sameSite,
      boolean partitioned) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SessionCookie(
                    name, domain, path, null, true, secure, sameSite, partitioned, true))
        .withMessageContaining(name);
  }

  private String sent(SessionCookie settings) {
    response.reset();
    new CookieSessionIdResolver(settings).send(request, response, "ticket");
    return header();
  }

  /** Returns what Tomcat makes of the cookie. */
  private String header() {
    return new Rfc6265CookieProcessor()
        .generateHeader(List.of(response.getCookies()).get(0), request);
  }
}
