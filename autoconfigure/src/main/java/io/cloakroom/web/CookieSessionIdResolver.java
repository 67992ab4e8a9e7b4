package io.cloakroom.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tickets travel in a cookie. */
public final class CookieSessionIdResolver implements SessionIdResolver {

  private static final String SET_COOKIE = "Set-Cookie";

  private final SessionCookie settings;
  private final Cookie template;

  /**
   * Makes a resolver.
   *
   * @throws IllegalArgumentException if the cookie's name is not a token (RFC 6265, 4.1.1)
   */
  public CookieSessionIdResolver(SessionCookie settings) {
    this.settings = settings;
    this.template = template(settings);
  }

  @Override
  public List<String> tickets(HttpServletRequest request) {
    return cookies(request)
        .filter(cookie -> settings.name().equals(cookie.getName()))
        .map(Cookie::getValue)
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public void send(HttpServletRequest request, HttpServletResponse response, String ticket) {
    Duration maxAge = settings.maxAge();
    replace(response, cookie(request, ticket, maxAge == null ? -1 : seconds(maxAge)));
  }

  @Override
  public void expire(HttpServletRequest request, HttpServletResponse response) {
    replace(response, cookie(request, "", 0));
  }

  @Override
  public boolean usesCookies() {
    return true;
  }

  private static Cookie template(SessionCookie settings) {
    Cookie cookie = new Cookie(settings.name(), "");
    if (settings.domain() != null) {
      cookie.setDomain(settings.domain());
    }
    cookie.setHttpOnly(settings.httpOnly());
    if (settings.sameSite() != null) {
      cookie.setAttribute("SameSite", settings.sameSite());
    }
    if (settings.partitioned()) {
      cookie.setAttribute("Partitioned", "");
    }
    return cookie;
  }

  private Cookie cookie(HttpServletRequest request, String value, int maxAge) {
    Cookie cookie = (Cookie) template.clone();
    cookie.setValue(value);
    cookie.setPath(path(request, settings.path()));
    cookie.setMaxAge(maxAge);
    cookie.setSecure(settings.secure() == null ? request.isSecure() : settings.secure());
    return cookie;
  }

  private static Stream<Cookie> cookies(HttpServletRequest request) {
    try {
      Cookie[] cookies = request.getCookies();
      return cookies == null ? Stream.empty() : Arrays.stream(cookies);
    } catch (IllegalArgumentException moreThanTheContainerTakes) {
      return Stream.empty();
    }
  }

  private static String path(HttpServletRequest request, @Nullable String path) {
    if (path != null) {
      return path;
    }
    String context = request.getContextPath();
    return context == null || context.isEmpty() ? "/" : context;
  }

  private static int seconds(Duration maxAge) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(-1, maxAge.toSeconds()));
  }

  /** Writes a cookie in place of all others of its name, which servlets cannot take back. */
  private static void replace(HttpServletResponse response, Cookie cookie) {
    List<String> before = List.copyOf(response.getHeaders(SET_COOKIE));
    List<String> others =
        before.stream().filter(header -> !header.startsWith(cookie.getName() + "=")).toList();
    if (others.size() < before.size()) {
      response.setHeader(SET_COOKIE, null);
      others.forEach(header -> response.addHeader(SET_COOKIE, header));
    }
    response.addCookie(cookie);
  }
}
