package io.cloakroom.web;

import static io.cloakroom.SessionId.HOST_BOUND;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tickets travel in a cookie.
 *
 * <p>Where {@link SessionCookie#hostPrefix()} says so, and browsers would keep such a cookie, new
 * tickets are host-bound, and their cookie has {@code __Host-} before its name. If a secure request
 * carries it, cookies without the prefix do not count, since another host may have planted them. If
 * it does not, they do, so that nobody is logged out who has one; but a host-bound ticket in them
 * is worth nothing.
 */
public final class CookieSessionIdResolver implements SessionIdResolver {

  private static final String SET_COOKIE = "Set-Cookie";
  private static final String ROOT = "/";

  private final SessionCookie settings;
  private final Cookie plain;
  private final Cookie hostBound;

  /**
   * Makes a resolver.
   *
   * @throws IllegalArgumentException if the cookie's name is not a token (RFC 6265, 4.1.1)
   */
  public CookieSessionIdResolver(SessionCookie settings) {
    this.settings = settings;
    this.plain = template(settings, settings.name());
    this.hostBound = template(settings, HOST_BOUND + settings.name());
    hostBound.setSecure(true);
  }

  @Override
  public List<String> tickets(HttpServletRequest request) {
    List<String> tickets = new ArrayList<>();
    if (canHavePrefix(request)) {
      for (String value : values(request, hostBound)) {
        tickets.add(HOST_BOUND + value);
      }
    }
    if (tickets.isEmpty() || !bindsToHost(request)) {
      for (String value : values(request, plain)) {
        if (!value.startsWith(HOST_BOUND)) {
          tickets.add(value);
        }
      }
    }
    return tickets;
  }

  @Override
  public void send(HttpServletRequest request, HttpServletResponse response, String ticket) {
    Object own = request.getAttribute(SessionFilter.COOKIE_MAX_AGE_ATTRIBUTE);
    Duration lasting = own instanceof Duration chosen ? chosen : settings.maxAge();
    int maxAge = lasting == null ? -1 : seconds(lasting);
    boolean prefixed = ticket.startsWith(HOST_BOUND);
    String value = prefixed ? ticket.substring(HOST_BOUND.length()) : ticket;
    Cookie former = prefixed ? plain : hostBound;
    takeBack(response, former);
    if (canHavePrefix(request) && !values(request, former).isEmpty()) {
      write(request, response, former, "", 0);
    }
    write(request, response, prefixed ? hostBound : plain, value, maxAge);
  }

  @Override
  public void expire(HttpServletRequest request, HttpServletResponse response) {
    boolean prefixed = takeBack(response, hostBound);
    boolean carried = canHavePrefix(request) && !values(request, hostBound).isEmpty();
    if (prefixed || carried) {
      write(request, response, hostBound, "", 0);
    }
    if (takeBack(response, plain) || !values(request, plain).isEmpty() || !(prefixed || carried)) {
      write(request, response, plain, "", 0);
    }
  }

  @Override
  public boolean usesCookies() {
    return true;
  }

  @Override
  public boolean bindsToHost(HttpServletRequest request) {
    return settings.hostPrefix() && canHavePrefix(request) && secure(request);
  }

  private static Cookie template(SessionCookie settings, String name) {
    Cookie cookie = new Cookie(name, "");
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

  /** Writes a cookie in place of all others of its name, which servlets cannot take back. */
  private void write(
      HttpServletRequest request,
      HttpServletResponse response,
      Cookie template,
      String value,
      int maxAge) {
    Cookie cookie = (Cookie) template.clone();
    cookie.setValue(value);
    cookie.setPath(path(request));
    cookie.setMaxAge(maxAge);
    cookie.setSecure(template.getSecure() || secure(request));
    takeBack(response, cookie);
    response.addCookie(cookie);
  }

  /** Returns whether the response said something of such a cookie. */
  private static boolean takeBack(HttpServletResponse response, Cookie cookie) {
    List<String> before = List.copyOf(response.getHeaders(SET_COOKIE));
    List<String> others =
        before.stream().filter(header -> !header.startsWith(cookie.getName() + "=")).toList();
    if (others.size() == before.size()) {
      return false;
    }
    response.setHeader(SET_COOKIE, null);
    others.forEach(header -> response.addHeader(SET_COOKIE, header));
    return true;
  }

  private static List<String> values(HttpServletRequest request, Cookie template) {
    Cookie[] cookies;
    try {
      cookies = request.getCookies();
    } catch (IllegalArgumentException moreThanTheContainerTakes) {
      return List.of();
    }
    if (cookies == null) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (Cookie cookie : cookies) {
      String value = cookie.getValue();
      if (value != null && template.getName().equals(cookie.getName())) {
        values.add(value);
      }
    }
    return values;
  }

  /** Another application below this one's path, or this one below another's, has its own cookie. */
  private boolean canHavePrefix(HttpServletRequest request) {
    return settings.domain() == null
        && !settings.name().startsWith("__")
        && ROOT.equals(path(request));
  }

  private boolean secure(HttpServletRequest request) {
    return settings.secure() == null ? request.isSecure() : settings.secure();
  }

  private String path(HttpServletRequest request) {
    if (settings.path() != null) {
      return settings.path();
    }
    String context = request.getContextPath();
    return context == null || context.isEmpty() ? ROOT : context;
  }

  private static int seconds(Duration maxAge) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(-1, maxAge.toSeconds()));
  }
}
