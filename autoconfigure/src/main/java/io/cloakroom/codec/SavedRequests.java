package io.cloakroom.codec;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;

/**
 * Spring Security keeps the request that a sign-in interrupted, with its cookies: among them the
 * session's own, which no store may know. They are not needed, since the browser sends them again.
 */
final class SavedRequests {

  private static final String NAME =
      "org.springframework.security.web.savedrequest.DefaultSavedRequest";
  private static final String COOKIE = "Cookie";

  private SavedRequests() {}

  static boolean is(Object value) {
    return value.getClass().getName().equals(NAME);
  }

  /** Returns the same request without its cookies; its class may be missing, so is not named. */
  static Object withoutCookies(Object value) {
    DefaultSavedRequest request = (DefaultSavedRequest) value;
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : request.getHeaderNames()) {
      if (!name.equalsIgnoreCase(COOKIE)) {
        headers.put(name, request.getHeaderValues(name));
      }
    }
    DefaultSavedRequest.Builder copy =
        new DefaultSavedRequest.Builder()
            .setHeaders(headers)
            .setLocales(request.getLocales())
            .setParameters(request.getParameterMap())
            .setMethod(request.getMethod())
            .setQueryString(request.getQueryString())
            .setRequestURI(request.getRequestURI())
            .setScheme(request.getScheme())
            .setServerName(request.getServerName())
            .setServerPort(request.getServerPort());
    copy(request.getRequestURL(), copy::setRequestURL);
    copy(request.getContextPath(), copy::setContextPath);
    copy(request.getServletPath(), copy::setServletPath);
    copy(request.getPathInfo(), copy::setPathInfo);
    copy(matchingParameter(request), copy::setMatchingRequestParameterName);
    return copy.build();
  }

  private static void copy(@Nullable String value, Consumer<String> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  /** The one thing that has no accessor. Without it, the request is only found less quickly. */
  private static @Nullable String matchingParameter(DefaultSavedRequest request) {
    try {
      Field field = DefaultSavedRequest.class.getDeclaredField("matchingRequestParameterName");
      field.setAccessible(true);
      return (String) field.get(request);
    } catch (ReflectiveOperationException | RuntimeException otherRelease) {
      return null;
    }
  }
}
