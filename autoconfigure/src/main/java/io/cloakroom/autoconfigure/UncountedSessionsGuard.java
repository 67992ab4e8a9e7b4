package io.cloakroom.autoconfigure;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.web.authentication.session.ConcurrentSessionControlAuthenticationStrategy;

/**
 * Stops an application that limits the sessions of a user where nobody can count them. Spring
 * Security has all parts of its filter chain post-processed as beans are.
 */
final class UncountedSessionsGuard implements BeanPostProcessor {

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof ConcurrentSessionControlAuthenticationStrategy) {
      throw new StoreStartException(
          "cloakroom.store is jwt, and maximumSessions is set in Spring Security's configuration: sessions that their clients carry cannot be counted.",
          "Remove maximumSessions, or set cloakroom.store=redis or jdbc.");
    }
    return bean;
  }
}
