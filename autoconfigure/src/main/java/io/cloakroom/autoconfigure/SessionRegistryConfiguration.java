package io.cloakroom.autoconfigure;

import io.cloakroom.PrincipalResolver;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.security.StoredSessionRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.web.authentication.session.ConcurrentSessionControlAuthenticationStrategy;

/** With Spring Security, its limits of sessions count those of all nodes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ConcurrentSessionControlAuthenticationStrategy.class)
@ConditionalOnMissingBean(SessionRegistry.class)
class SessionRegistryConfiguration {

  @Bean
  @ConditionalOnStoredSessions
  StoredSessionRegistry cloakroomSessionRegistry(Sessions sessions) {
    return new StoredSessionRegistry(sessions);
  }

  @Bean
  @ConditionalOnStoredSessions
  static SessionControlPostProcessor cloakroomSessionControlPostProcessor(
      ObjectProvider<StoredSessionRegistry> registry,
      ObjectProvider<SessionRepository> repository,
      ObjectProvider<PrincipalResolver> principals) {
    return new SessionControlPostProcessor(registry, repository, principals);
  }

  /** Otherwise, Spring Security would count the sessions of each node by itself. */
  @Bean
  @ConditionalOnProperty(name = "cloakroom.store", havingValue = "jwt")
  static UncountedSessionsGuard cloakroomUncountedSessionsGuard() {
    return new UncountedSessionsGuard();
  }
}
