package io.cloakroom.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the session cookie looks like.
 *
 * <p>A cookie that a sibling domain cannot plant has a name that begins with {@code __Host-}, is
 * secure, and has no domain and the path {@code /}. {@code hostPrefix} makes it so where it can be;
 * a name that begins with it makes it so always, or is refused.
 *
 * @param name of the cookie, compared exactly
 * @param domain that the cookie is sent to, with all its subdomains; null for the request's host
 *     alone
 * @param path below which the cookie is sent; null for the context path, or {@code /} if there is
 *     none
 * @param maxAge how long the client keeps the cookie after it was written, which it is only when
 *     the ticket changes; null or negative: until the browser is closed
 * @param httpOnly whether scripts are kept from reading it
 * @param secure whether it is sent over HTTPS only; null: if the request that it answers was
 * @param sameSite {@code Lax}, {@code Strict} or {@code None}; null to leave it to the client
 * @param partitioned whether it has a jar of its own for each embedding site
 * @param hostPrefix whether {@code __Host-} is put before the name if the cookie is secure, has no
 *     domain and the path {@code /}, and the name does not begin with two underscores
 */
public record SessionCookie(
    String name,
    @Nullable String domain,
    @Nullable String path,
    @Nullable Duration maxAge,
    boolean httpOnly,
    @Nullable Boolean secure,
    @Nullable String sameSite,
    boolean partitioned,
    boolean hostPrefix) {

  /**
   * Checks what browsers would otherwise refuse silently.
   *
   * @throws IllegalArgumentException if no browser would keep such a cookie
   */
  public SessionCookie {
    if (name.startsWith("__Host-") && (domain != null || !"/".equals(path))) {
      throw new IllegalArgumentException(
          "Cookie '%s' needs the path '/' and no domain, was '%s' and '%s': change them, or the name"
              .formatted(name, path, domain));
    }
    boolean needsSecure =
        name.startsWith("__Host-")
            || name.startsWith("__Secure-")
            || "None".equalsIgnoreCase(sameSite)
            || partitioned;
    if (needsSecure && !Boolean.TRUE.equals(secure)) {
      throw new IllegalArgumentException(
          "Cookie '%s' must be secure, since its name begins with __Host- or __Secure-, its same-site is None, or it is partitioned; secure was %s"
              .formatted(name, secure));
    }
  }

  /**
   * Returns a cookie for the request's host and context path, HTTP-only and {@code Lax}, with the
   * prefix {@code __Host-} where it can have it.
   */
  public static SessionCookie named(String name) {
    return new SessionCookie(name, null, null, null, true, null, "Lax", false, true);
  }
}
