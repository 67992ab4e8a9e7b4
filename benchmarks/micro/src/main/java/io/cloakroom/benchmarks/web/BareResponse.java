package io.cloakroom.benchmarks.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the filter asks of a response, at the least cost. Whatever else is asked fails. */
final class BareResponse extends HttpServletResponseWrapper {

  private static final HttpServletResponse NOTHING = Nothing.of(HttpServletResponse.class);

  private final Map<String, String> headers = new HashMap<>();

  BareResponse() {
    super(NOTHING);
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public boolean containsHeader(String name) {
    return headers.containsKey(name);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    String value = headers.get(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public void setHeader(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    headers.put(name, value);
  }
}
