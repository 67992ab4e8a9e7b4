package io.cloakroom.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Keeps shared caches from giving what was made for one session to another. */
final class CacheHeaders {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String VARY = "Vary";

  private CacheHeaders() {}

  /**
   * Marks a response that depends on a session. What the application says of caching is kept.
   *
   * @param header of the request that the response depends on; null if that is not known
   */
  static void personal(HttpServletResponse response, @Nullable String header) {
    if (!response.containsHeader(CACHE_CONTROL)) {
      response.setHeader(CACHE_CONTROL, "private");
    }
    if (header != null && !variesBy(response, header)) {
      response.addHeader(VARY, header);
    }
  }

  private static boolean variesBy(HttpServletResponse response, String header) {
    for (String line : response.getHeaders(VARY)) {
      for (String name : line.split(",", -1)) {
        if (name.strip().equals("*") || name.strip().equalsIgnoreCase(header)) {
          return true;
        }
      }
    }
    return false;
  }
}
