package io.cloakroom.autoconfigure;

import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.web.AddressCreationLimiter;
import io.cloakroom.web.CookieSessionIdResolver;
import io.cloakroom.web.CreationLimiter;
import io.cloakroom.web.HeaderSessionIdResolver;
import io.cloakroom.web.HttpSessionEventBridge;
import io.cloakroom.web.SessionCookie;
import io.cloakroom.web.SessionFilter;
import io.cloakroom.web.SessionIdResolver;
import io.cloakroom.web.SessionListeners;
import io.cloakroom.web.SessionRules;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** Puts the session filter before all others that use a session. */
@Configuration(proxyBeanMethods = false)
class SessionWebConfiguration {

  private static final Logger log = LoggerFactory.getLogger(SessionWebConfiguration.class);
  private static final String FILTER = "cloakroomFilter";
  private static final String COOKIE = "SESSION";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final String BUCKET4J = "io.github.bucket4j.Bucket";

  /** So many clients can create sessions in one minute before the first is forgotten. */
  private static final int REMEMBERED_ADDRESSES = 20_000;

  /**
   * By name only: a reference to the filter would start the store while the web server is created,
   * before the application's migrations.
   */
  @Bean
  @ConditionalOnMissingBean(name = "cloakroomFilterRegistration")
  static DelegatingFilterProxyRegistrationBean cloakroomFilterRegistration(
      CloakroomProperties properties) {
    DelegatingFilterProxyRegistrationBean registration =
        new DelegatingFilterProxyRegistrationBean(FILTER);
    registration.setOrder(properties.getFilter().getOrder());
    registration.setDispatcherTypes(EnumSet.copyOf(properties.getFilter().getDispatcherTypes()));
    return registration;
  }

  @Bean(FILTER)
  @ConditionalOnMissingBean
  SessionFilter cloakroomFilter(
      SessionManager manager,
      SessionIdResolver resolver,
      SessionListeners listeners,
      CreationLimiter creations,
      CloakroomProperties properties) {
    return new SessionFilter(
        manager,
        resolver,
        listeners,
        RETRY_AFTER,
        new SessionRules(
            PathPatterns.of(properties.getTouch().getExclude()),
            creations,
            properties.isSkipEmptySessions(),
            properties.isClientDetails()));
  }

  @Bean
  @ConditionalOnMissingBean
  CreationLimiter cloakroomCreationLimiter(
      CloakroomProperties properties, ObjectProvider<SessionMeters> meters, ResourceLoader loader) {
    Integer limit = properties.getLimits().getCreationsPerAddress();
    if (limit == null) {
      return CreationLimiter.NONE;
    }
    if (!ClassUtils.isPresent(BUCKET4J, loader.getClassLoader())) {
      throw new InvalidConfigurationPropertyValueException(
          "cloakroom.limits.creations-per-address",
          limit,
          "It needs Bucket4j: add com.bucket4j:bucket4j_jdk17-core to the dependencies.");
    }
    return new AddressCreationLimiter(
        limit, REMEMBERED_ADDRESSES, meters.getIfAvailable(() -> SessionMeters.NONE));
  }

  @Bean
  @ConditionalOnMissingBean
  SessionIdResolver cloakroomSessionIdResolver(
      CloakroomProperties properties, SessionSettings settings, Environment environment) {
    String header = properties.getId().getHeader();
    if (header != null) {
      return new HeaderSessionIdResolver(header);
    }
    SessionCookie cookie = cookie(settings.web().getCookie(), properties);
    String warning = new CookieWarning(environment, cookie.secure()).text();
    if (warning != null) {
      log.warn(warning);
    }
    return new CookieSessionIdResolver(cookie);
  }

  /** Beans, and those that the application registers with the container. */
  @Bean
  @ConditionalOnMissingBean
  SessionListeners cloakroomSessionListeners(
      ObjectProvider<HttpSessionListener> sessions,
      ObjectProvider<HttpSessionIdListener> ids,
      ObjectProvider<HttpSessionAttributeListener> attributes,
      ObjectProvider<ServletListenerRegistrationBean<?>> registrations) {
    Set<EventListener> listeners = new LinkedHashSet<>();
    sessions.orderedStream().forEach(listeners::add);
    ids.orderedStream().forEach(listeners::add);
    attributes.orderedStream().forEach(listeners::add);
    List<EventListener> registered = new ArrayList<>();
    registrations
        .orderedStream()
        .filter(ServletListenerRegistrationBean::isEnabled)
        .forEach(registration -> registered.add(registration.getListener()));
    listeners.addAll(registered);
    return SessionListeners.of(listeners);
  }

  @Bean
  HttpSessionEventBridge cloakroomHttpSessionEventBridge(
      SessionListeners listeners, ServletContext context) {
    return new HttpSessionEventBridge(listeners, context);
  }

  private static SessionCookie cookie(Cookie settings, CloakroomProperties properties) {
    String name = settings.getName();
    Cookie.SameSite sameSite = settings.getSameSite();
    try {
      return new SessionCookie(
          name == null ? COOKIE : name,
          settings.getDomain(),
          settings.getPath(),
          settings.getMaxAge(),
          !Boolean.FALSE.equals(settings.getHttpOnly()),
          settings.getSecure(),
          sameSite == null ? Cookie.SameSite.LAX.attributeValue() : sameSite.attributeValue(),
          Boolean.TRUE.equals(settings.getPartitioned()),
          properties.getCookie().isHostPrefix());
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationPropertyValueException(
          "server.servlet.session.cookie", name, String.valueOf(e.getMessage()));
    }
  }
}
