package io.cloakroom.autoconfigure;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/** Looks for what runs in production with a session cookie that is sent over plain HTTP. */
final class CookieWarning {

  private static final Set<String> PRODUCTION = Set.of("prod", "production");

  private final Environment environment;
  private final @Nullable Boolean secure;

  /**
   * Makes a warning that may turn out to be needless.
   *
   * @param secure of the cookie; null: as its request
   */
  CookieWarning(Environment environment, @Nullable Boolean secure) {
    this.environment = environment;
    this.secure = secure;
  }

  /** Returns what to tell people; null if nothing looks like production, or all is well there. */
  @Nullable String text() {
    CloudPlatform platform = CloudPlatform.getActive(environment);
    boolean https = speaksHttps() || trustsProxy(platform);
    if (Boolean.FALSE.equals(secure)) {
      return https || isProduction(platform)
          ? "The session cookie is sent over plain HTTP too, since server.servlet.session.cookie.secure is false%s. Remove that property: the cookie is secure if its request was."
              .formatted(seen(https, platform))
          : null;
    }
    if (secure == null && !https && isProduction(platform)) {
      return "The session cookie is never secure, since no request is known to have come by HTTPS%s. Behind a proxy that ends TLS, set server.forward-headers-strategy=framework; without one, server.ssl.*; or else server.servlet.session.cookie.secure=true."
          .formatted(seen(false, platform));
    }
    return null;
  }

  private String seen(boolean https, @Nullable CloudPlatform platform) {
    if (isCloud(platform)) {
      return ", although this is " + platform;
    }
    return https
        ? ", although requests come by HTTPS"
        : ", although the active profiles are " + Arrays.toString(environment.getActiveProfiles());
  }

  private boolean isProduction(@Nullable CloudPlatform platform) {
    return isCloud(platform)
        || Arrays.stream(environment.getActiveProfiles()).anyMatch(PRODUCTION::contains);
  }

  private static boolean isCloud(@Nullable CloudPlatform platform) {
    return platform != null && platform != CloudPlatform.NONE;
  }

  private boolean speaksHttps() {
    return Ssl.isEnabled(
        Binder.get(environment).bind("server.ssl", Bindable.of(Ssl.class)).orElse(null));
  }

  /** As Spring Boot decides whether to believe forwarded headers. */
  private boolean trustsProxy(@Nullable CloudPlatform platform) {
    String strategy =
        Binder.get(environment).bind("server.forward-headers-strategy", String.class).orElse(null);
    return strategy == null
        ? platform != null && platform.isUsingForwardHeaders()
        : !strategy.equalsIgnoreCase("none");
  }
}
