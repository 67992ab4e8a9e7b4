package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeCodec;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.actuate.SessionStoreHealthIndicator;
import io.cloakroom.codec.CompressingAttributeCodec;
import io.cloakroom.lifecycle.LimitingSessionManager;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.StoredSessions;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.jdbc.JdbcSessionRepository;
import io.cloakroom.repository.memory.MemorySessionRepository;
import io.cloakroom.repository.redis.RedisSessionRepository;
import io.cloakroom.security.SecurityContextPrincipalResolver;
import io.cloakroom.security.StoredSessionRegistry;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import io.cloakroom.web.AddressCreationLimiter;
import io.cloakroom.web.CreationLimiter;
import io.cloakroom.web.SessionFilter;
import io.lettuce.core.RedisClient;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.session.MapSessionRepository;

class CloakroomAutoConfigurationTests {

  private final WebApplicationContextRunner contextRunner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  CloakroomAutoConfiguration.class, CloakroomHealthAutoConfiguration.class));

  private final WebApplicationContextRunner jdbcRunner =
      contextRunner
          .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
          .withPropertyValues(
              "cloakroom.store=jdbc", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloakroom.serialization.java-classes=javax.swing.JEditorPane",
        "cloakroom.serialization.type-aliases.[com.acme.Old]=javax.swing.JEditorPane",
      })
  void classThatIsNotAllowedCannotBeNamed(String property) {
    jdbcRunner
        .withPropertyValues(property)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        e -> {
                          assertThat(e.getValue()).isEqualTo("javax.swing.JEditorPane");
                          assertThat(e.getReason()).contains("not allowed");
                        }));
  }

  @Test
  void applicationInAPackageThatIsTooBroadIsToldSo() {
    jdbcRunner
        .withInitializer(
            context ->
                AutoConfigurationPackages.register(
                    (BeanDefinitionRegistry) context.getBeanFactory(), "com"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("'com' is too broad")
                    .hasMessageContaining("application's main class"));
  }

  @Test
  void jdbcStoreIsPickedByItsProperty() {
    jdbcRunner.run(
        context -> {
          assertThat(context).hasSingleBean(JdbcSessionRepository.class);
          assertThat(context).hasSingleBean(SessionManager.class);
          assertThat(context).hasSingleBean(SessionFilter.class);
          assertThat(context).hasSingleBean(DelegatingFilterProxyRegistrationBean.class);
          assertThat(context)
              .getBean(AttributeCodec.class)
              .isInstanceOf(CompressingAttributeCodec.class);
          assertThat(context)
              .getBean(PrincipalResolver.class)
              .isInstanceOf(SecurityContextPrincipalResolver.class);
        });
  }

  @Test
  void sessionsOfUsersCanBeLookedAtUnlessTheApplicationHasItsOwnWay() {
    jdbcRunner.run(
        context -> {
          assertThat(context).getBean(Sessions.class).isInstanceOf(StoredSessions.class);
          assertThat(context)
              .getBean(SessionRegistry.class)
              .isInstanceOf(StoredSessionRegistry.class);
          assertThat(context).hasSingleBean(SessionControlPostProcessor.class);
          assertThat(context)
              .getBean(SessionManager.class)
              .isInstanceOf(StoredSessionManager.class);
        });
    jdbcRunner
        .withBean(SessionRegistryImpl.class)
        .withPropertyValues("cloakroom.limits.sessions-per-principal=3")
        .run(
            context -> {
              assertThat(context).hasSingleBean(SessionRegistry.class);
              assertThat(context).doesNotHaveBean(StoredSessionRegistry.class);
              assertThat(context).doesNotHaveBean(SessionControlPostProcessor.class);
              assertThat(context)
                  .getBean(SessionManager.class)
                  .isInstanceOf(LimitingSessionManager.class);
            });
    jdbcRunner
        .withClassLoader(new FilteredClassLoader("org.springframework.security"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Sessions.class)
                    .doesNotHaveBean("cloakroomSessionRegistry"));
  }

  @Test
  void limitOfCreationsNeedsBucket4j() {
    jdbcRunner
        .withPropertyValues("cloakroom.limits.creations-per-address=60")
        .run(
            context ->
                assertThat(context)
                    .getBean(CreationLimiter.class)
                    .isInstanceOf(AddressCreationLimiter.class));
    jdbcRunner
        .withClassLoader(new FilteredClassLoader("io.github.bucket4j"))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(CreationLimiter.class));
    jdbcRunner
        .withClassLoader(new FilteredClassLoader("io.github.bucket4j"))
        .withPropertyValues("cloakroom.limits.creations-per-address=60")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        e ->
                            assertThat(e.getReason())
                                .contains("com.bucket4j:bucket4j_jdk17-core")));
  }

  @Test
  void redisStoreIsPickedByItsProperty() {
    redisRunner(contextRunner)
        .run(
            context -> {
              assertThat(context).hasSingleBean(RedisSessionRepository.class);
              assertThat(context).doesNotHaveBean(RedisConnectionFactory.class);
              assertThat(context).doesNotHaveBean(DataSource.class);
            });
  }

  @Test
  void redisStoreTakesTheApplicationsConnectionFactoryForAModel() {
    Endpoint redis = TestServers.redis();
    contextRunner
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
        .withPropertyValues(
            "cloakroom.store=redis",
            "spring.data.redis.url=redis://" + redis.host() + ":" + redis.port() + "/0")
        .run(
            context -> {
              assertThat(context).hasSingleBean(RedisSessionRepository.class);
              assertThat(context).hasSingleBean(RedisConnectionFactory.class);
            });
  }

  @Test
  void poolAndFlywayOfTheSessionsAreNoBeans() {
    jdbcRunner.run(
        context -> {
          assertThat(context).hasSingleBean(DataSource.class);
          assertThat(context).doesNotHaveBean(Flyway.class);
        });
  }

  @Test
  void nothingIsThereIfItIsDisabled() {
    contextRunner
        .withPropertyValues("cloakroom.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionFilter.class));
  }

  @Test
  void nothingIsThereInAnApplicationWithoutServlets() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(CloakroomAutoConfiguration.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionFilter.class));
  }

  @Test
  void applicationsOwnRepositoryNeedsNoStore() {
    contextRunner
        .withUserConfiguration(OwnRepository.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(SessionRepository.class);
              assertThat(context).hasSingleBean(SessionFilter.class);
            });
  }

  @Test
  void everyBeanBacksOff() {
    jdbcRunner
        .withUserConfiguration(OwnRepository.class, OwnBeans.class)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(JdbcSessionRepository.class);
              assertThat(context).hasSingleBean(PrincipalResolver.class);
              assertThat(context).doesNotHaveBean(SecurityContextPrincipalResolver.class);
            });
  }

  @Test
  void missingStoreIsExplained() {
    contextRunner.run(
        context ->
            assertFailure(
                context,
                "cloakroom.store is not set",
                "cloakroom.store=redis, cloakroom.store=jdbc or cloakroom.store=memcached"));
  }

  @Test
  void missingStoreIsExplainedWithWhatWasSeen() {
    contextRunner
        .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
        .withPropertyValues(
            "spring.datasource.url=jdbc:h2:mem:seen", "spring.data.redis.host=redis.example")
        .run(
            context ->
                assertFailure(
                    context,
                    "DataSource [dataSource]; spring.data.redis.* is set",
                    "cloakroom.store=redis, cloakroom.store=jdbc or cloakroom.store=memcached"));
  }

  @Test
  void mistypedStoreIsExplained() {
    contextRunner
        .withPropertyValues("cloakroom.store=rediss")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("SessionStore.rediss"));
  }

  @Test
  void springSessionBesideItIsExplained() {
    jdbcRunner
        .withUserConfiguration(PeerConfiguration.class)
        .run(context -> assertFailure(context, "Spring Session is active too", "Remove Spring"));
  }

  @Test
  void missingRedisClientIsExplained() {
    contextRunner
        .withPropertyValues("cloakroom.store=redis")
        .withClassLoader(new FilteredClassLoader(RedisClient.class))
        .run(
            context ->
                assertFailure(
                    context,
                    "class io.lettuce.core.RedisClient is missing",
                    "cloakroom-spring-boot-starter"));
  }

  @Test
  void missingFlywayIsExplained() {
    jdbcRunner
        .withClassLoader(new FilteredClassLoader(Flyway.class))
        .run(
            context ->
                assertFailure(
                    context,
                    "class org.flywaydb.core.Flyway is missing",
                    "cloakroom-spring-boot-starter"));
  }

  @Test
  void missingDataSourceIsExplained() {
    contextRunner
        .withPropertyValues("cloakroom.store=jdbc")
        .run(
            context ->
                assertFailure(
                    context, "the application has no DataSource", "Set spring.datasource.url"));
  }

  @Test
  void missingDriverIsExplained() {
    bootDataSource("jdbc:postgresql://db.example/shop?password=hidden")
        .withClassLoader(new FilteredClassLoader("org.postgresql"))
        .run(
            context -> {
              assertFailure(
                  context,
                  "the JDBC driver org.postgresql.Driver is missing",
                  "Add the dependency org.postgresql:postgresql");
              assertThat(analysis(context).getDescription()).doesNotContain("hidden");
            });
  }

  @Test
  void missingUrlIsExplained() {
    bootDataSource("")
        .withClassLoader(new FilteredClassLoader("org.h2"))
        .run(
            context ->
                assertFailure(
                    context, "spring.datasource.url is not set", "Set spring.datasource.url"));
  }

  @Test
  void urlOfAnotherKindIsExplained() {
    bootDataSource("postgres://shop:hidden@db.example/shop")
        .run(
            context -> {
              assertFailure(
                  context,
                  "spring.datasource.url does not start with jdbc:",
                  "for example jdbc:postgresql://");
              assertThat(analysis(context).getDescription()).doesNotContain("hidden");
            });
  }

  @Test
  void dataSourceOfTheApplicationsOwnNeedsNoUrl() {
    bootDataSource("")
        .withClassLoader(new FilteredClassLoader("org.postgresql"))
        .withUserConfiguration(OneDataSource.class)
        .run(context -> assertThat(context).hasSingleBean(JdbcSessionRepository.class));
  }

  private WebApplicationContextRunner bootDataSource(String url) {
    return contextRunner
        .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
        .withPropertyValues("cloakroom.store=jdbc", "spring.datasource.url=" + url);
  }

  @Test
  void severalDataSourcesAreExplained() {
    contextRunner
        .withUserConfiguration(TwoDataSources.class)
        .withPropertyValues("cloakroom.store=jdbc")
        .run(context -> assertFailure(context, "several DataSource beans", "@SessionDataSource"));
  }

  @Test
  void redisThatIsAwayAtStartIsExplained() {
    contextRunner
        .withPropertyValues(
            "cloakroom.store=redis",
            "spring.data.redis.url=redis://user:hidden@127.0.0.1:1",
            "cloakroom.redis.command-timeout=200ms")
        .run(
            context -> {
              assertFailure(context, "Redis at 127.0.0.1:1", "Start Redis there");
              assertThat(analysis(context).getDescription()).doesNotContain("hidden");
            });
  }

  @Test
  void databaseThatIsAwayAtStartIsExplained() {
    jdbcRunner
        .withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none")
        .run(
            context -> assertFailure(context, "its database cannot be used", "Start the database"));
  }

  @Test
  void healthIsUpWithTheDatabaseAlone() {
    jdbcRunner.run(
        context -> {
          assertThat(context).hasSingleBean(HealthIndicator.class);
          assertThat(context.getBean(SessionStoreHealthIndicator.class).health())
              .satisfies(
                  health -> {
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails()).containsEntry("store", "jdbc");
                  });
        });
  }

  private static WebApplicationContextRunner redisRunner(WebApplicationContextRunner runner) {
    Endpoint redis = TestServers.redis();
    return runner.withPropertyValues(
        "cloakroom.store=redis",
        "spring.data.redis.host=" + redis.host(),
        "spring.data.redis.port=" + redis.port());
  }

  private static void assertFailure(
      AssertableWebApplicationContext context, String description, String action) {
    FailureAnalysis analysis = analysis(context);
    assertThat(analysis.getDescription()).contains(description);
    assertThat(analysis.getAction()).contains(action);
  }

  private static FailureAnalysis analysis(AssertableWebApplicationContext context) {
    Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "it started");
    FailureAnalysis analysis = new StoreStartFailureAnalyzer().analyze(failure);
    return Objects.requireNonNull(analysis, () -> "no analysis of " + failure);
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnRepository {

    @Bean
    MemorySessionRepository sessions() {
      return new MemorySessionRepository(SampleSessions.TOUCHES);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnBeans {

    @Bean
    PrincipalResolver principals() {
      return PrincipalResolver.NONE;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class PeerConfiguration {

    @Bean
    MapSessionRepository peer() {
      return new MapSessionRepository(new ConcurrentHashMap<>());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OneDataSource {

    @Bean
    DataSource one() {
      org.h2.jdbcx.JdbcDataSource database = new org.h2.jdbcx.JdbcDataSource();
      database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
      return database;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDataSources {

    @Bean
    DataSource one() {
      return new org.h2.jdbcx.JdbcDataSource();
    }

    @Bean
    DataSource two() {
      return new org.h2.jdbcx.JdbcDataSource();
    }
  }
}
