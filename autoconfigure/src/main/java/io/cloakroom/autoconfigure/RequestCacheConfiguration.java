package io.cloakroom.autoconfigure;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Lets Spring Security remember the address of the page that a sign-in interrupts in a cookie.
 * Otherwise it keeps the whole request in the session, with all that a browser sends: too much for
 * a token.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(CookieRequestCache.class)
class RequestCacheConfiguration {

  @Bean
  @ConditionalOnMissingBean(RequestCache.class)
  CookieRequestCache cloakroomRequestCache() {
    CookieRequestCache cache = new CookieRequestCache();
    cache.setRequestMatcher(RequestCacheConfiguration::isPage);
    return cache;
  }

  /** And not an image, or what a script asks for: nobody wants to be led there. */
  private static boolean isPage(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return HttpMethod.GET.matches(request.getMethod())
        && accepted != null
        && accepted.contains(MediaType.TEXT_HTML_VALUE);
  }
}
