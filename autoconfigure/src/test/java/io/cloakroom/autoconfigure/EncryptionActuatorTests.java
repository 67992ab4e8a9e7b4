package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.identity.KeyFiles;
import io.cloakroom.seal.AesGcmSeal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** What the endpoints of the actuator show of keys: nothing, whatever they may show. */
class EncryptionActuatorTests {

  private final String a = TestKeys.random();
  private final String b = TestKeys.random();

  private final List<String> properties =
      List.of(
          "cloakroom.store=jdbc",
          "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
          "management.endpoints.web.exposure.include=*",
          "session-key=" + a,
          "all={\"keys\":[\"b:" + b + "\"]}",
          "cloakroom.encryption.keys=a:${session-key},b:" + b);

  @Test
  void keysAreShownToNobody() {
    try (Node node = Node.start(with("always"))) {
      for (String endpoint :
          List.of(
              "env",
              "env/cloakroom.encryption.keys",
              "env/session-key",
              "configprops",
              "configprops/cloakroom",
              "beans",
              "conditions",
              "info",
              "loggers",
              "metrics")) {
        assertThat(shown(node, endpoint)).as(endpoint).doesNotContain(a, b);
      }
      assertThat(shown(node, "env")).contains("session-key", "\"all\"", "jdbc:h2:mem");
      assertThat(shown(node, "env/session-key")).contains("******");
      assertThat(shown(node, "configprops"))
          .contains("\"keys\":[\"******\",\"******\"]", "\"cloakroom_session\"");
    }
  }

  @Test
  void privateKeysAreShownToNobody() {
    String key = KeyFiles.pem();
    String secret = key.lines().skip(1).findFirst().orElseThrow();
    List<String> settings = with("always");
    settings.addAll(
        List.of(
            "spring.application.name=shop",
            "identity-key=" + key,
            "as-json={\"keys\":[\"" + key.replace("\n", "\\n") + "\"]}",
            "cloakroom.jwt.identity.enabled=true",
            "cloakroom.jwt.identity.keys=${identity-key}"));
    try (Node node = Node.start(settings)) {
      for (String endpoint :
          List.of(
              "env",
              "env/cloakroom.jwt.identity.keys",
              "env/identity-key",
              "env/as-json",
              "configprops",
              "beans",
              "conditions")) {
        assertThat(shown(node, endpoint)).as(endpoint).doesNotContain(secret);
      }
      assertThat(shown(node, "env/identity-key")).contains("******");
      assertThat(shown(node, "configprops")).contains("jwks.json");
    }
  }

  @Test
  void valuesAreNotShownByDefaultAnyway() {
    try (Node node = Node.start(properties)) {
      assertThat(shown(node, "env")).contains("session-key").doesNotContain(a, b, "jdbc:h2:mem");
      assertThat(shown(node, "configprops")).doesNotContain(a, b, "cloakroom_session");
    }
  }

  @Test
  void encryptionNeedsNoActuator() {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                CloakroomAutoConfiguration.class, DataSourceAutoConfiguration.class))
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
        .withPropertyValues(properties.toArray(new String[0]))
        .run(
            context -> {
              assertThat(context).hasSingleBean(AesGcmSeal.class);
              assertThat(context).doesNotHaveBean("cloakroomSealKeySanitizer");
            });
  }

  private List<String> with(String showValues) {
    List<String> all = new ArrayList<>(properties);
    all.add("management.endpoint.env.show-values=" + showValues);
    all.add("management.endpoint.configprops.show-values=" + showValues);
    return all;
  }

  private static String shown(Node node, String endpoint) {
    HttpResponse<String> response = new Browser().get(node, "/actuator/" + endpoint);
    assertThat(response.statusCode()).as(endpoint).isEqualTo(200);
    return response.body();
  }
}
