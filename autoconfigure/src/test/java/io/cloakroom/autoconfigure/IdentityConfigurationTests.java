package io.cloakroom.autoconfigure;

import static io.cloakroom.autoconfigure.FailedStart.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;

import com.nimbusds.jose.JWSObject;
import io.cloakroom.identity.CurrentIdentity;
import io.cloakroom.identity.Identity;
import io.cloakroom.identity.IdentityKeys;
import io.cloakroom.identity.IdentityTokens;
import io.cloakroom.identity.KeyFiles;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What must stop the start-up of an application that tells other services of its users. */
@ExtendWith(OutputCaptureExtension.class)
class IdentityConfigurationTests {

  private static final String KEYS = "cloakroom.jwt.identity.keys=";

  private final String key = KeyFiles.pem();

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(CloakroomAutoConfiguration.class))
          .withPropertyValues(enabled().toArray(new String[0]));

  @Test
  void keyIsAllThatIsNeeded(CapturedOutput output) {
    runner
        .withPropertyValues(KEYS + key)
        .run(
            context -> {
              assertThat(context).hasSingleBean(IdentityTokens.class);
              assertThat(output)
                  .contains(
                      "in the name of 'shop', signed with key '%s'. The public keys are at /.well-known/jwks.json."
                          .formatted(context.getBean(IdentityKeys.class).signing()));
            });
    assertThat(output).doesNotContain("WARN").doesNotContain(body(key));
  }

  @Test
  void keyCanBeInAFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("identity.pem"), "a comment\n" + key);

    IdentityKeys keys = keys("file:" + file + "," + KeyFiles.pem());

    assertThat(keys.signing()).isEqualTo(keys(key).signing());
  }

  /** So that the command in the messages is right. */
  @Test
  void keyCanBeMadeByTheCommandThatMessagesTell(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("identity.pem");
    String command =
        IdentityKeys.REMEDY
            .replaceAll(".*\"(.*)\".*", "$1")
            .replace("identity.pem", file.toString());
    try {
      assertThat(
              new ProcessBuilder(command.split(" ", -1))
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor())
          .isZero();
    } catch (IOException e) {
      abort("There is no openssl here");
    }

    assertThat(keys("file:" + file).published()).contains("\"crv\":\"P-256\"");
  }

  @Test
  void applicationWithoutSpringSecuritySaysWhoIsSignedIn() {
    WebApplicationContextRunner without =
        runner
            .withPropertyValues(KEYS + key)
            .withClassLoader(new FilteredClassLoader("org.springframework.security"));
    without.run(
        context -> {
          assertThat(context).doesNotHaveBean(CurrentIdentity.class);
          IdentityTokens tokens = context.getBean(IdentityTokens.class);
          assertThat(catchThrowable(() -> tokens.issue("billing")))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("CurrentIdentity");
        });
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteUser("bob");
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    try {
      without
          .withUserConfiguration(WithoutSecurity.class)
          .run(
              context ->
                  assertThat(context.getBean(IdentityTokens.class).issue("billing")).isNotBlank());
    } finally {
      RequestContextHolder.resetRequestAttributes();
    }
  }

  /** As in the README. */
  @Configuration(proxyBeanMethods = false)
  static class WithoutSecurity {

    @Bean
    CurrentIdentity currentIdentity(HttpServletRequest request) {
      return () ->
          request.getRemoteUser() == null ? null : new Identity(request.getRemoteUser(), Set.of());
    }
  }

  @Test
  void applicationMayKnowBetterThanSpringSecurity() {
    runner
        .withPropertyValues(KEYS + key)
        .withBean("own", CurrentIdentity.class, () -> () -> new Identity("bob", Set.of()))
        .run(
            context ->
                assertThat(context.getBean(IdentityTokens.class).issue("billing")).isNotBlank());
  }

  @Test
  void askingForTokensThatAreNotEnabledIsExplained(CapturedOutput output) {
    assertFails(
        IdentityApplication.class,
        output,
        TokenProperties.with("a:" + TestKeys.random()),
        "cloakroom.jwt.identity.enabled is not true, and the application asks for io.cloakroom.identity.IdentityTokens.",
        "Set cloakroom.jwt.identity.enabled=true and cloakroom.jwt.identity.keys");
  }

  @Test
  void missingLibraryIsExplained() {
    runner
        .withPropertyValues(KEYS + key)
        .withClassLoader(new FilteredClassLoader(JWSObject.class))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isInstanceOfSatisfying(
                        StoreStartException.class,
                        e -> {
                          assertThat(e)
                              .hasMessage(
                                  "cloakroom.jwt.identity.enabled is true, but class com.nimbusds.jose.JWSObject is missing.");
                          assertThat(e.action()).contains("com.nimbusds:nimbus-jose-jwt");
                        }));
  }

  @Test
  void missingIssuerIsExplained() {
    WebApplicationContextRunner nameless =
        runner.withPropertyValues(
            KEYS + key, "spring.application.name=", "cloakroom.jwt.audience=shop");
    nameless.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(StoreStartException.class)
                .hasMessageContaining("cloakroom.jwt.identity.issuer"));
    nameless
        .withPropertyValues("cloakroom.jwt.identity.issuer=x")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "none, 'There is none, and cloakroom.jwt.identity.enabled=true.'",
    "empty, 'There is none, and cloakroom.jwt.identity.enabled=true.'",
    "rsa, 'Key 1 is one for RSA, and must be one of the elliptic curve P-256.'",
    "ed25519, 'Key 1 is one for EdDSA, and must be one of the elliptic curve P-256.'",
    "p384, 'Key 1 is of the elliptic curve P-384, and must be of P-256.'",
    "public, Key 1 is no private key as PEM that can be read without a password.",
    "damaged, Key 1 is no private key as PEM that can be read without a password.",
    "encrypted, Key 1 is no private key as PEM that can be read without a password.",
    "bare, Key 1 is neither a private key as PEM",
    "base64, Key 1 is neither a private key as PEM",
    "second, Key 2 is neither a private key as PEM",
    "twice, 'Key 2 is there twice, as '",
    "unset, 'Key 1 refers to ${identity-key}, which is not set.'",
    "nofile, 'Key 1 is file:/nowhere/identity.pem, which cannot be read.'",
  })
  void badKeysAreExplainedAndNotShown(String kind, String reason, CapturedOutput output) {
    String bad =
        switch (kind) {
          case "none", "empty" -> "";
          case "rsa" -> KeyFiles.pem("PRIVATE KEY", KeyFiles.of("RSA").getPrivate());
          case "ed25519" -> KeyFiles.pem("PRIVATE KEY", KeyFiles.of("Ed25519").getPrivate());
          case "p384" -> KeyFiles.pem("PRIVATE KEY", KeyFiles.ec("secp384r1").getPrivate());
          case "public" -> KeyFiles.pem("PUBLIC KEY", KeyFiles.p256().getPublic());
          case "damaged" -> key.replace(body(key), body(key).substring(9));
          case "encrypted" -> KeyFiles.pem("ENCRYPTED PRIVATE KEY", KeyFiles.p256().getPrivate());
          case "bare" -> body(key);
          case "base64" -> "base64:" + body(key);
          case "second" -> key + "," + body(KeyFiles.pem());
          case "twice" -> key + "," + key;
          case "unset" -> "${identity-key}";
          default -> "file:/nowhere/identity.pem";
        };
    List<String> properties = nodeProperties();
    if (!kind.equals("none")) {
      properties.add(KEYS + bad);
    }

    assertFails(
        NodeApplication.class,
        output,
        properties,
        "The keys in cloakroom.jwt.identity.keys cannot be used. " + reason,
        switch (kind) {
          case "twice" -> "Remove one.";
          case "unset" -> "Set ${identity-key}: to the same key on all nodes.";
          case "nofile" -> "Let it be a file that the application may read.";
          default -> "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";
        });

    assertThat(output).doesNotContain(body(key).substring(9));
    if (bad.contains("-----")) {
      assertThat(output).doesNotContain(body(bad));
    }
  }

  @Test
  void keysThatAreNoListAreNotShown(CapturedOutput output) {
    List<String> properties = nodeProperties();
    properties.add("cloakroom.jwt.identity.keys[0]=" + key);
    properties.add("cloakroom.jwt.identity.keys[2]=" + key);

    assertFails(
        NodeApplication.class,
        output,
        properties,
        "The keys in cloakroom.jwt.identity.keys cannot be used. They are not a list of texts.",
        "PEM or the location of such a file");
    assertThat(output).doesNotContain(body(key));
  }

  private IdentityKeys keys(String configured) {
    List<IdentityKeys> keys = new ArrayList<>();
    runner
        .withPropertyValues(KEYS + configured)
        .run(context -> keys.add(context.getBean(IdentityKeys.class)));
    return keys.get(0);
  }

  private static List<String> enabled() {
    return List.of(
        "cloakroom.store=jwt",
        "cloakroom.jwt.keys=a:" + TestKeys.random(),
        "spring.application.name=shop",
        "cloakroom.jwt.identity.enabled=true");
  }

  private static List<String> nodeProperties() {
    return TokenProperties.with("a:" + TestKeys.random(), "cloakroom.jwt.identity.enabled=true");
  }

  /** Returns the first line of what is secret in PEM. */
  private static String body(String pem) {
    return pem.lines().skip(1).findFirst().orElseThrow();
  }
}
