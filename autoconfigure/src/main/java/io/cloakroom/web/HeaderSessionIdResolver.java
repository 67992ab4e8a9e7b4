package io.cloakroom.web;

import io.cloakroom.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Tickets travel in a header of requests and responses; an empty one says that there is none. */
public final class HeaderSessionIdResolver implements SessionIdResolver {

  private final String name;

  /**
   * Makes a resolver.
   *
   * @param name of the header, for example {@code X-Auth-Token}
   */
  public HeaderSessionIdResolver(String name) {
    this.name = name;
  }

  @Override
  public List<String> tickets(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null
        ? List.of()
        : Collections.list(values).stream()
            .filter(ticket -> !ticket.startsWith(SessionId.HOST_BOUND))
            .toList();
  }

  @Override
  public void send(HttpServletRequest request, HttpServletResponse response, String ticket) {
    response.setHeader(name, ticket);
  }

  @Override
  public void expire(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(name, "");
  }

  @Override
  public boolean usesCookies() {
    return false;
  }

  @Override
  public String header() {
    return name;
  }
}
