package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.actuate.RevocationHealthIndicator;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.jdbc.JdbcRevocationStore;
import io.cloakroom.repository.redis.RedisRevocationStore;
import io.cloakroom.revocation.PolledRevocations;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class RevocationConfigurationTests {

  private final SessionKey session = SessionId.random().key();

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  CloakroomAutoConfiguration.class,
                  CloakroomHealthAutoConfiguration.class,
                  DataSourceAutoConfiguration.class))
          .withPropertyValues(
              "cloakroom.store=jwt",
              "cloakroom.jwt.keys=a:" + TestKeys.random(),
              "spring.application.name=shop",
              "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

  @Test
  void revocationsAreKeptInTheDatabaseThatTheApplicationHas() {
    runner
        .withPropertyValues(
            "cloakroom.jwt.revocation=jdbc",
            "cloakroom.jdbc.table-name=shop_session",
            "cloakroom.cleanup.interval=100ms")
        .run(
            context -> {
              Revocations revocations = context.getBean(Revocations.class);
              revocations.revoke(session);

              assertThat(revocations).isInstanceOf(PolledRevocations.class);
              assertThat(revocations.isRevoked(session, null, 0)).isTrue();
              assertThat(context)
                  .hasSingleBean(JdbcRevocationStore.class)
                  .hasBean("cloakroomRevocationPolling")
                  .hasBean("cloakroomRevocationCleanup");
            });
  }

  @Test
  void revocationsAreKeptInTheRedisThatTheApplicationHas() {
    Endpoint redis = TestServers.redis();
    runner
        .withPropertyValues(
            "cloakroom.jwt.revocation=redis",
            "cloakroom.namespace=" + UUID.randomUUID(),
            "spring.data.redis.host=" + redis.host(),
            "spring.data.redis.port=" + redis.port(),
            "cloakroom.cleanup.enabled=false")
        .run(
            context -> {
              Revocations revocations = context.getBean(Revocations.class);
              revocations.revoke(session);

              assertThat(revocations.isRevoked(session, null, 0)).isTrue();
              assertThat(context)
                  .hasSingleBean(RedisRevocationStore.class)
                  .doesNotHaveBean("cloakroomRevocationCleanup");
            });
  }

  @Test
  void redisThatIsAwayStopsTheStart() {
    runner
        .withPropertyValues("cloakroom.jwt.revocation=redis", "spring.data.redis.port=1")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining(
                        "cloakroom.jwt.revocation is redis, but Redis at localhost:1 cannot be used"));
  }

  @Test
  void databaseWithoutTheTableStopsTheStart() {
    runner
        .withPropertyValues("cloakroom.jwt.revocation=jdbc", "cloakroom.jdbc.schema=validate")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("cloakroom.jwt.revocation is jdbc")
                    .hasStackTraceContaining("V3"));
  }

  @Test
  void missingClientIsNamed() {
    runner
        .withClassLoader(new FilteredClassLoader("io.lettuce.core"))
        .withPropertyValues("cloakroom.jwt.revocation=redis")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining(
                        "cloakroom.jwt.revocation is redis, but class io.lettuce"));
  }

  @Test
  void withoutStoreNothingIsRevokedAndNobodyCanEndSessions() {
    runner.run(
        context -> {
          assertThat(context.getBean(Revocations.class)).isSameAs(Revocations.NONE);
          assertThat(context).doesNotHaveBean(Sessions.class);
        });
  }

  @Test
  void lifetimeMayBeLongIfTokensCanBeTakenBack() {
    runner
        .withPropertyValues("cloakroom.jwt.revocation=jdbc", "cloakroom.jwt.lifetime=8h")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Sessions.class));
  }

  @Test
  void delayThatIsTooShortIsRefused() {
    runner
        .withPropertyValues("cloakroom.jwt.revocation=jdbc", "cloakroom.jwt.revocation-delay=99ms")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("cloakroom.jwt.revocation-delay"));
  }

  @Test
  void whatIsKnownIsMeasured() {
    runner
        .withBean(SimpleMeterRegistry.class)
        .withPropertyValues("cloakroom.jwt.revocation=jdbc")
        .run(
            context -> {
              context.getBean(Revocations.class).revoke(session);

              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(meters.get("cloakroom.revocations.known").gauge().value()).isEqualTo(1);
              assertThat(context.getBean(RevocationHealthIndicator.class).health().getStatus())
                  .isEqualTo(Status.UP);
              assertThat(meters.get("cloakroom.revocations.age").gauge().value())
                  .isBetween(0.0, 5.0);
            });
  }
}
