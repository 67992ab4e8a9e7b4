package io.cloakroom.autoconfigure;

import io.cloakroom.PrincipalResolver;
import io.cloakroom.lifecycle.PrincipalLock;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.security.OneAtATimeSessionControl;
import io.cloakroom.security.StoredSessionRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.web.authentication.session.ConcurrentSessionControlAuthenticationStrategy;

/**
 * Makes {@code maximumSessions} exact, where it is configured: Spring Security has all parts of its
 * filter chain post-processed as beans are. Without it, this costs nothing.
 */
final class SessionControlPostProcessor implements BeanPostProcessor {

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ObjectProvider<StoredSessionRegistry> registry;
  private final ObjectProvider<SessionRepository> repository;
  private final ObjectProvider<PrincipalResolver> principals;

  /** Takes providers, since it is made before everything else. */
  SessionControlPostProcessor(
      ObjectProvider<StoredSessionRegistry> registry,
      ObjectProvider<SessionRepository> repository,
      ObjectProvider<PrincipalResolver> principals) {
    this.registry = registry;
    this.repository = repository;
    this.principals = principals;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return bean instanceof ConcurrentSessionControlAuthenticationStrategy control
            && !(bean instanceof OneAtATimeSessionControl)
        ? new OneAtATimeSessionControl(
            control,
            registry.getObject(),
            principals.getIfAvailable(() -> PrincipalResolver.NONE),
            new PrincipalLock(index(repository.getObject()), LEASE, PATIENCE))
        : bean;
  }

  private static PrincipalIndex index(SessionRepository store) {
    return store
        .principalIndex()
        .orElseThrow(
            () ->
                new StoreStartException(
                    "Spring Security's maximumSessions cannot count in the session store %s, which cannot find a user's sessions."
                        .formatted(store.getClass().getName()),
                    "Leave maximumSessions out, use cloakroom.store=redis or jdbc, or declare a SessionRegistry bean."));
  }
}
