package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloakroom.SessionId;
import io.cloakroom.actuate.SessionStoreHealthIndicator;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.memcached.MemcachedSessionRepository;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.TestServers;
import io.cloakroom.testing.TlsProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.spy.memcached.ClientMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Memcached, picked by its property, and what is said where it will not do. */
@ExtendWith(OutputCaptureExtension.class)
class MemcachedConfigurationTests {

  private final WebApplicationContextRunner contextRunner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  CloakroomAutoConfiguration.class,
                  CloakroomHealthAutoConfiguration.class,
                  SslAutoConfiguration.class))
          .withPropertyValues("cloakroom.store=memcached");

  @Test
  void memcachedStoreIsPickedByItsProperty() {
    on(TestServers.memcached())
        .run(
            context -> {
              assertThat(context).hasSingleBean(MemcachedSessionRepository.class);
              assertThat(context.getBean(SessionRepository.class).find(SessionId.random().key()))
                  .isNull();
              assertThat(context.getBean(SessionStoreHealthIndicator.class).health())
                  .satisfies(
                      health -> {
                        assertThat(health.getStatus()).isEqualTo(Status.UP);
                        assertThat(health.getDetails()).containsEntry("store", "memcached");
                      });
            });
  }

  @Test
  void clientLibraryIsQuiet(CapturedOutput output) {
    List<String> properties = new ArrayList<>(StoreProperties.memcached(TestServers.memcached()));
    try (Node node = Node.start(properties)) {
      new Browser().get(node, "/write?v=x");
    }

    assertThat(output.getAll()).doesNotContain("net.spy", "MemcachedConnection", "retryQueueSize");
  }

  @Test
  void whatCannotBeEnumeratedIsSaidByName() {
    on(TestServers.memcached())
        .run(
            context -> {
              Sessions sessions = context.getBean(Sessions.class);
              assertThat(sessions.find(SessionId.random().key())).isNull();
              assertThat(sessions.end(SessionId.random().key())).isFalse();
              assertThatIllegalStateException()
                  .isThrownBy(() -> sessions.endAll("alice"))
                  .withMessageContaining("MemcachedSessionRepository has no index of principals")
                  .withMessageContaining("keep sessions with cloakroom.store=redis or jdbc")
                  .withMessageContaining("if the store is your own, implement it");
              assertThatIllegalStateException()
                  .isThrownBy(sessions::count)
                  .withMessageContaining("has no catalog")
                  .withMessageContaining("cloakroom.store=redis or jdbc");
            });
  }

  @Test
  void missingClientIsExplained() {
    contextRunner
        .withClassLoader(new FilteredClassLoader(ClientMode.class))
        .run(
            context ->
                assertFailure(
                    context,
                    "class net.spy.memcached.ClientMode is missing",
                    "Add com.amazonaws:elasticache-java-cluster-client to the dependencies, in version"));
  }

  @Test
  void serverThatIsAwayAtStartIsExplained() {
    contextRunner
        .withPropertyValues(
            "cloakroom.memcached.servers=127.0.0.1:1",
            "cloakroom.memcached.username=shop",
            "cloakroom.memcached.password=s3cret")
        .run(
            context -> {
              FailureAnalysis analysis =
                  assertFailure(context, "Memcached at 127.0.0.1:1", "Start Memcached there");
              assertThat(analysis.getDescription()).doesNotContain("s3cret");
            });
  }

  @Test
  void oneServerOfTwoIsEnoughToStartAndTheHealthSaysSo() {
    try (NativeServer here = NativeServer.memcached()) {
      contextRunner
          .withPropertyValues(
              "cloakroom.memcached.servers=127.0.0.1:%d,127.0.0.1:1".formatted(here.port()))
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(SessionStoreHealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.DOWN);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloakroom.memcached.servers=",
        "cloakroom.memcached.servers=a:b",
        "cloakroom.memcached.servers=a,a:11211",
        "cloakroom.memcached.username=shop",
        "cloakroom.memcached.password=s3cret",
        "cloakroom.memcached.ssl.bundle=unknown",
      })
  void settingThatCannotBeMeantStopsStartUp(String property) {
    contextRunner
        .withPropertyValues(property)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Objects.requireNonNull(context.getStartupFailure()))
                  .rootCause()
                  .message()
                  .contains("cloakroom.memcached.")
                  .doesNotContain("s3cret");
            });
  }

  @Test
  void encryptionTakesABundle() {
    try (TlsProxy tls = new TlsProxy(TestServers.memcached(), "dns:localhost")) {
      contextRunner
          .withPropertyValues(
              "cloakroom.memcached.servers=localhost:" + tls.port(),
              "cloakroom.memcached.ssl.bundle=cache",
              "spring.ssl.bundle.jks.cache.truststore.location=file:" + tls.keyStore(),
              "spring.ssl.bundle.jks.cache.truststore.type=PKCS12",
              "spring.ssl.bundle.jks.cache.truststore.password=" + TlsProxy.PASSWORD)
          .run(
              context ->
                  assertThat(
                          context.getBean(SessionRepository.class).find(SessionId.random().key()))
                      .isNull());
    }
  }

  @Test
  void limitOfSpringSecurityThatCannotCountStopsStartUp() {
    List<String> properties = StoreProperties.memcached(TestServers.memcached());

    Throwable failure =
        catchThrowable(() -> Node.start(CrowdApplication.class, properties).close());

    assertThat(failure).isInstanceOf(BeanCreationException.class);
    FailureAnalysis analysis =
        Objects.requireNonNull(new StoreStartFailureAnalyzer().analyze(failure));
    assertThat(analysis.getDescription()).contains("maximumSessions cannot count");
    assertThat(analysis.getAction()).contains("Leave maximumSessions out");
  }

  private WebApplicationContextRunner on(Endpoint memcached) {
    return contextRunner.withPropertyValues(
        "cloakroom.memcached.servers=" + memcached.host() + ":" + memcached.port());
  }

  private static FailureAnalysis assertFailure(
      AssertableWebApplicationContext context, String description, String action) {
    Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "it started");
    FailureAnalysis analysis =
        Objects.requireNonNull(
            new StoreStartFailureAnalyzer().analyze(failure), () -> "no analysis of " + failure);
    assertThat(analysis.getDescription()).contains(description);
    assertThat(analysis.getAction()).contains(action);
    return analysis;
  }
}
