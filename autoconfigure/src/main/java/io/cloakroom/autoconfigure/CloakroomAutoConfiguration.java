package io.cloakroom.autoconfigure;

import io.cloakroom.AttributeCodec;
import io.cloakroom.AttributeProblems;
import io.cloakroom.AttributeSeal;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionTimeoutPolicy;
import io.cloakroom.event.SessionEventListener;
import io.cloakroom.lifecycle.LimitingSessionManager;
import io.cloakroom.lifecycle.LoggedAttributeProblems;
import io.cloakroom.lifecycle.SessionEvents;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.StoredSessions;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Keeps the HTTP sessions of a servlet application in the store that {@code cloakroom.store} names.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "cloakroom.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CloakroomProperties.class)
@Import({
  CodecConfiguration.class,
  EncryptionConfiguration.class,
  RedisStoreConfiguration.class,
  JdbcStoreConfiguration.class,
  MemcachedStoreConfiguration.class,
  NearCacheConfiguration.class,
  TokenConfiguration.class,
  HybridConfiguration.class,
  IdentityConfiguration.class,
  SecurityConfiguration.class,
  SessionRegistryConfiguration.class,
  MetricsConfiguration.class,
  CleanupConfiguration.class,
  SessionWebConfiguration.class
})
@ImportRuntimeHints(CloakroomRuntimeHints.class)
public final class CloakroomAutoConfiguration {

  /** Name of the bean, where no attributes travel in tokens. */
  static final String STORED_MANAGER = "cloakroomSessionManager";

  /** Uses of so many sessions may wait for the store; about 100 bytes each. */
  private static final int WAITING_TOUCHES = 100_000;

  @Bean
  static StoreSelectionGuard cloakroomStoreSelectionGuard(Environment environment) {
    return new StoreSelectionGuard(environment);
  }

  @Bean
  @ConditionalOnMissingBean
  SessionSettings cloakroomSessionSettings(
      CloakroomProperties properties, Environment environment) {
    return SessionSettings.of(properties, environment);
  }

  @Bean
  @ConditionalOnMissingBean
  TouchPolicy cloakroomTouchPolicy(SessionSettings settings) {
    return settings.touches();
  }

  @Bean
  @ConditionalOnMissingBean
  AttributeProblems cloakroomAttributeProblems(ObjectProvider<SessionMeters> meters) {
    return new LoggedAttributeProblems(meters.getIfAvailable(() -> SessionMeters.NONE));
  }

  @Bean
  @ConditionalOnMissingBean
  SessionFactory cloakroomSessionFactory(
      AttributeCodec codec,
      AttributeSeal seal,
      ObjectProvider<PrincipalResolver> principals,
      SessionSettings settings,
      ObjectProvider<SessionTimeoutPolicy> timeouts,
      AttributeProblems problems,
      CloakroomProperties properties) {
    return new SessionFactory(
        codec,
        seal,
        principals.getIfAvailable(() -> PrincipalResolver.NONE),
        settings.timeouts(timeouts.getIfAvailable(() -> SessionTimeoutPolicy.NONE)),
        problems,
        properties.getAttributes().isDetectMutations());
  }

  @Bean
  SessionEvents cloakroomSessionEvents(
      ObjectProvider<SessionEventListener> listeners, ApplicationEventPublisher publisher) {
    List<SessionEventListener> all = new ArrayList<>(listeners.orderedStream().toList());
    all.add(publisher::publishEvent);
    return new SessionEvents(all);
  }

  /** Closed by its background task, while the store is still there. */
  @Bean(destroyMethod = "")
  @ConditionalOnStoredSessions
  @ConditionalOnMissingBean
  TouchBuffer cloakroomTouchBuffer(
      SessionRepository repository, ObjectProvider<SessionMeters> meters) {
    return new TouchBuffer(
        repository,
        SessionSettings.FLUSH_INTERVAL,
        WAITING_TOUCHES,
        meters.getIfAvailable(() -> SessionMeters.NONE));
  }

  @Bean(STORED_MANAGER)
  @ConditionalOnStoredSessions
  @ConditionalOnMissingBean
  SessionManager cloakroomSessionManager(
      SessionRepository repository,
      SessionFactory sessions,
      SessionSettings settings,
      TouchPolicy touches,
      TouchBuffer buffer,
      SessionEvents events,
      ObjectProvider<SessionMeters> meters,
      CloakroomProperties properties) {
    StoredSessionManager manager =
        new StoredSessionManager(
            repository,
            sessions,
            settings.limits(),
            touches,
            buffer,
            events,
            meters.getIfAvailable(() -> SessionMeters.NONE));
    return limited(
        manager, repository, new StoredSessions(repository, sessions, buffer, events), properties);
  }

  /** Returns a manager that ends the oldest sessions of users with too many, if any are. */
  static SessionManager limited(
      SessionManager manager,
      SessionRepository repository,
      StoredSessions stored,
      CloakroomProperties properties) {
    Integer perPrincipal = properties.getLimits().getSessionsPerPrincipal();
    if (perPrincipal == null) {
      return manager;
    }
    PrincipalIndex index =
        repository
            .principalIndex()
            .orElseThrow(
                () ->
                    new InvalidConfigurationPropertyValueException(
                        "cloakroom.limits.sessions-per-principal",
                        perPrincipal,
                        "The session store " + repository + " has no index of principals."));
    return new LimitingSessionManager(manager, index, stored, perPrincipal);
  }

  @Bean
  @ConditionalOnStoredSessions
  @ConditionalOnMissingBean(Sessions.class)
  StoredSessions cloakroomSessions(
      SessionRepository repository,
      SessionFactory sessions,
      TouchBuffer buffer,
      SessionEvents events) {
    return new StoredSessions(repository, sessions, buffer, events);
  }
}
