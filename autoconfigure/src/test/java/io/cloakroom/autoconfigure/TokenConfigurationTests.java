package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.seal.AesGcmSeal;
import io.cloakroom.token.TokenSessionManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.security.web.SecurityFilterChain;

/** What must stop the start-up of an application without a store, and what it is told. */
@ExtendWith(OutputCaptureExtension.class)
class TokenConfigurationTests {

  private final String key = TestKeys.random();
  private final List<String> good = TokenProperties.with("a:" + key);

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(CloakroomAutoConfiguration.class))
          .withPropertyValues(good.toArray(new String[0]));

  @Test
  void tokensNeedTheirKeysAndNothingElse(CapturedOutput output) {
    runner.run(
        context -> {
          assertThat(context).getBean(SessionManager.class).isInstanceOf(TokenSessionManager.class);
          assertThat(context).doesNotHaveBean(Sessions.class);
          assertThat(context).doesNotHaveBean(SessionRegistry.class);
        });
    assertThat(output)
        .contains("Sessions are in the tokens of their clients, for 'shop', sealed with key 'a'")
        .contains("whoever has copied it can use it for up to PT12H, since using it renews it")
        .doesNotContain("WARN")
        .doesNotContain(key);
  }

  @ParameterizedTest
  @CsvSource({
    "cloakroom.timeout=60m, cloakroom.timeout is PT1H",
    "cloakroom.timeout=0, cloakroom.timeout is endless",
    "server.servlet.session.timeout=3600, server.servlet.session.timeout is PT1H",
    "server.servlet.session.timeout=10m,",
    "cloakroom.jwt.lifetime=20m,"
  })
  void timeoutThatTokensCutIsNamed(
      String property, @Nullable String warning, CapturedOutput output) {
    runner.withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());

    if (warning == null) {
      assertThat(output).doesNotContain("WARN");
    } else {
      assertThat(output)
          .contains(warning + ", but a session that is not used ends with its token")
          .contains("cloakroom.jwt.lifetime (PT15M)");
    }
  }

  @Test
  void encryptionAtRestIsNotForTokens() {
    runner
        .withPropertyValues("cloakroom.encryption.keys=b:" + TestKeys.random())
        .run(context -> assertThat(context).doesNotHaveBean(AesGcmSeal.class));
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
                        e -> {
                          assertThat(e)
                              .hasMessage(
                                  "cloakroom.store is jwt, but class com.nimbusds.jose.JWEObject is missing.");
                          assertThat(e.action()).contains("com.nimbusds:nimbus-jose-jwt");
                        }));
  }

  @Test
  void missingKeysAreExplained(CapturedOutput output) {
    assertFails(
        NodeApplication.class,
        output,
        good.stream().filter(property -> !property.contains("keys")).toList(),
        "The keys in cloakroom.jwt.keys cannot be used. There is none, and cloakroom.store is jwt.",
        "openssl rand -base64 32");
  }

  @Test
  void emptyKeysAreExplained(CapturedOutput output) {
    assertFails(
        NodeApplication.class,
        output,
        TokenProperties.with(""),
        "The keys in cloakroom.jwt.keys cannot be used. There is none",
        "openssl rand -base64 32");
  }

  @ParameterizedTest
  @CsvSource({
    "short, 'Key ''a'' has 128 bits, and must have exactly 256.'",
    "twice, Two keys have the id 'a'.",
    "sample, is a sample or a text",
    "noid, 'is not an id, a colon, and base64'",
  })
  void badKeysAreExplainedAndNotShown(String kind, String reason, CapturedOutput output) {
    String small = TestKeys.random(16);
    String keys =
        switch (kind) {
          case "short" -> "a:" + small;
          case "twice" -> "a:" + key + ",a:" + TestKeys.random();
          case "sample" -> "a:" + "A".repeat(43) + "=";
          default -> key;
        };
    assertFails(
        NodeApplication.class,
        output,
        TokenProperties.with(keys),
        "The keys in cloakroom.jwt.keys cannot be used.",
        reason.replace("''", "'"));
    assertThat(output).doesNotContain(key, small);
  }

  @Test
  void keysThatAreNoListAreNotShown(CapturedOutput output) {
    List<String> properties =
        new ArrayList<>(good.stream().filter(property -> !property.contains("keys")).toList());
    properties.add("cloakroom.jwt.keys[0]=a:" + key);
    properties.add("cloakroom.jwt.keys[2]=b:" + key);
    assertFails(
        NodeApplication.class,
        output,
        properties,
        "The keys in cloakroom.jwt.keys cannot be used. They are not a list of texts.",
        "from 0 on without a gap");
    assertThat(output).doesNotContain(key);
  }

  @Test
  void applicationWithoutANameIsExplained(CapturedOutput output) {
    assertFails(
        NodeApplication.class,
        output,
        good.stream().filter(property -> !property.contains("application.name")).toList(),
        "neither spring.application.name nor cloakroom.jwt.audience says",
        "Set spring.application.name");
  }

  @Test
  void audienceGoesBeforeTheName(CapturedOutput output) {
    runner
        .withPropertyValues("cloakroom.jwt.audience=shops")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).contains("for 'shops'");
  }

  @ParameterizedTest
  @CsvSource({
    "cloakroom.jwt.lifetime=61m, at most 1h with cloakroom.jwt.revocation=none",
    "cloakroom.jwt.lifetime=0, It must be at least 1s",
    "cloakroom.jwt.clock-skew=-1s, It must not be negative",
    "cloakroom.limits.sessions-per-principal=2, nobody can count the sessions of a user",
    "cloakroom.near-cache.enabled=true, tokens are in no store",
    "cloakroom.max-lifetime=0, a copied token could be renewed for ever",
  })
  void settingThatCannotWorkStopsStartUp(String property, String reason) {
    runner
        .withPropertyValues(property)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(reason));
  }

  @Test
  void askingForTheSessionsOfUsersIsExplained(CapturedOutput output) {
    assertFails(
        Devices.class,
        output,
        good,
        "cloakroom.store is jwt, and the application asks for io.cloakroom.lifecycle.Sessions",
        "cloakroom.store=redis or jdbc");
  }

  @Test
  void maximumSessionsAreExplained(CapturedOutput output) {
    assertFails(
        Limited.class,
        output,
        good,
        "cloakroom.store is jwt, and maximumSessions is set in Spring Security's configuration",
        "Remove maximumSessions");
  }

  @Test
  void registryOfTheApplicationsOwnIsItsBusiness() {
    List<String> properties = new ArrayList<>(good);
    properties.add("test.own-registry=true");
    try (Node node = Node.start(Limited.class, properties)) {
      assertThat(node.context().getBean(SessionRegistry.class))
          .isInstanceOf(SessionRegistryImpl.class);
    }
  }

  private static void assertFails(
      Class<?> application,
      CapturedOutput output,
      List<String> properties,
      String description,
      String action) {
    FailedStart.assertFails(application, output, properties, description, action);
    assertThat(Arrays.asList(output.getOut().split("APPLICATION FAILED TO START", -1))).hasSize(2);
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Devices {

    @Bean
    String devices(Sessions sessions) {
      return sessions.toString();
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Limited {

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.sessionManagement(
              sessions ->
                  sessions.sessionConcurrency(concurrency -> concurrency.maximumSessions(1)))
          .build();
    }

    @Bean
    @ConditionalOnBooleanProperty("test.own-registry")
    SessionRegistry registry() {
      return new SessionRegistryImpl();
    }
  }
}
