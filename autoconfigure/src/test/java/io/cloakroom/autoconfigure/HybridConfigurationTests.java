package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import io.cloakroom.lifecycle.LimitingSessionManager;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.StoredSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.cache.NearCachingSessionRepository;
import io.cloakroom.revocation.PolledRevocations;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.token.HybridSessionManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What carried attributes need, and what an application is told that lacks it. */
@ExtendWith(OutputCaptureExtension.class)
class HybridConfigurationTests {

  private final WebApplicationContextRunner stored =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  CloakroomAutoConfiguration.class, DataSourceAutoConfiguration.class))
          .withPropertyValues(
              "cloakroom.store=jdbc", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

  private final WebApplicationContextRunner runner =
      stored.withPropertyValues(
          HybridProperties.carrying("SPRING_SECURITY_CONTEXT").toArray(new String[0]));

  @Test
  void storeKnowsWhatWasRevokedUnlessSomebodySaysOtherwise(CapturedOutput output) {
    runner.run(
        context -> {
          assertThat(context)
              .getBean(SessionManager.class)
              .isInstanceOf(HybridSessionManager.class);
          assertThat(context).getBean(Revocations.class).isInstanceOf(PolledRevocations.class);
          assertThat(context).getBean(Sessions.class).isInstanceOf(StoredSessions.class);
          assertThat(context).hasSingleBean(SessionRepository.class);
        });
    assertThat(output)
        .contains("[SPRING_SECURITY_CONTEXT] travel in the tokens of clients, for 'shop'")
        .doesNotContain("WARN")
        .doesNotContain(HybridProperties.KEY.substring(2));
  }

  @Test
  void nothingIsDifferentIfNoAttributesAreNamed() {
    stored
        .withPropertyValues("cloakroom.jwt.carry=")
        .run(
            context -> {
              assertThat(context)
                  .getBean(SessionManager.class)
                  .isInstanceOf(StoredSessionManager.class);
              assertThat(context).doesNotHaveBean(Revocations.class);
            });
  }

  @Test
  void attributesMayBeNamedOneByOne() {
    stored
        .withPropertyValues(
            "cloakroom.jwt.carry[0]=a",
            "cloakroom.jwt.carry[1]=b",
            "cloakroom.jwt.keys=" + HybridProperties.KEY,
            "spring.application.name=shop")
        .run(
            context ->
                assertThat(context)
                    .getBean(SessionManager.class)
                    .isInstanceOf(HybridSessionManager.class));
  }

  @Test
  void sessionsOfAUserAreStillLimited() {
    runner
        .withPropertyValues("cloakroom.limits.sessions-per-principal=2")
        .run(
            context ->
                assertThat(context)
                    .getBean(SessionManager.class)
                    .isInstanceOf(LimitingSessionManager.class));
  }

  @Test
  void nearCacheStaysBeforeTheStore() {
    List<String> properties = new ArrayList<>(StoreProperties.redis());
    properties.addAll(HybridProperties.carrying("SPRING_SECURITY_CONTEXT"));
    properties.add("cloakroom.near-cache.enabled=true");
    try (Node node = Node.start(properties)) {
      assertThat(node.context().getBean(SessionRepository.class))
          .isInstanceOf(NearCachingSessionRepository.class);
      Browser browser = new Browser();
      browser.post(node, "/login", "username=alice&password=wonderland");
      browser.get(node, "/write?v=x");
      assertThat(browser.get(node, "/read").body()).isEqualTo("x");
      assertThat(browser.get(node, "/me").body()).isEqualTo("alice");
    }
  }

  @Test
  void revocationMayBeDoneWithout(CapturedOutput output) {
    runner
        .withPropertyValues("cloakroom.jwt.revocation=none")
        .run(context -> assertThat(context).getBean(Revocations.class).isSameAs(Revocations.NONE));
    assertThat(output).contains("whoever has copied it can use it for up to PT15M30S");
  }

  @ParameterizedTest
  @CsvSource({
    "cloakroom.store=jwt, 'all attributes travel: leave it out'",
    "cloakroom.store=memcached, 'It is for cloakroom.store=redis or jdbc'",
    "cloakroom.jwt.carry=io.cloakroom.client, names of the application's attributes",
  })
  void settingThatCannotWorkStopsStartUp(String property, String reason) {
    runner
        .withPropertyValues(property)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(reason));
  }

  @Test
  void lifetimeIsBoundedWithoutRevocation() {
    runner
        .withPropertyValues("cloakroom.jwt.revocation=none", "cloakroom.jwt.lifetime=61m")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("It must be at most 1h"));
  }

  @Test
  void missingKeysAreExplained(CapturedOutput output) {
    assertFails(
        output,
        "cloakroom.jwt.keys=",
        "There is none, and cloakroom.jwt.carry is set.",
        "Set cloakroom.jwt.keys");
  }

  @Test
  void missingNameIsExplained(CapturedOutput output) {
    assertFails(
        output,
        "spring.application.name=",
        "cloakroom.jwt.carry is set, and neither spring.application.name nor",
        "Set spring.application.name");
  }

  @Test
  void missingLibraryIsExplained() {
    runner
        .withClassLoader(new FilteredClassLoader(JWEObject.class))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isInstanceOfSatisfying(
                        StoreStartException.class,
                        failure -> {
                          assertThat(failure)
                              .hasMessageContaining("cloakroom.jwt.carry names attributes");
                          assertThat(failure.action()).contains("com.nimbusds:nimbus-jose-jwt");
                        }));
  }

  private static void assertFails(
      CapturedOutput output, String property, String description, String action) {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "cloakroom.store=jdbc", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()));
    properties.addAll(HybridProperties.carrying("SPRING_SECURITY_CONTEXT"));
    properties.removeIf(each -> each.startsWith(property));
    properties.add(property);

    FailedStart.assertFails(NodeApplication.class, output, properties, description, action);
  }
}
