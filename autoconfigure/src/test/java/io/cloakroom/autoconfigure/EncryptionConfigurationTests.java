package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloakroom.AttributeSeal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Keys from wherever an application's properties come, and keys that must stop its start-up. */
@ExtendWith(OutputCaptureExtension.class)
class EncryptionConfigurationTests {

  private static final byte[] CART = "{}".getBytes(StandardCharsets.UTF_8);

  private final String a = TestKeys.random();
  private final String b = TestKeys.random();

  private final Path directory;

  EncryptionConfigurationTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void quiet() {
    LoggingSystem logging = LoggingSystem.get(EncryptionConfigurationTests.class.getClassLoader());
    logging.setLogLevel("org.springframework", null);
    logging.setLogLevel("io.cloakroom", null);
  }

  @Test
  void keysFromYaml() throws IOException {
    write(
        "application.yml",
        """
        cloakroom:
          encryption:
            keys:
              - 2026-11:${session-key}
              - a:%s
        session-key: "%s"
        """
            .formatted(a, b));

    try (ConfigurableApplicationContext context = run("spring.config.location=" + url())) {
      assertSeals(context, "2026-11");
      assertOpens(context, "a", a);
    }
  }

  @Test
  void keysFromOneVariable() {
    try (ConfigurableApplicationContext context =
        run(Map.of("CLOAKROOM_ENCRYPTION_KEYS", "b:" + b + ",a:" + a))) {
      assertSeals(context, "b");
      assertOpens(context, "a", a);
    }
  }

  @Test
  void keysFromAVariableEach() {
    try (ConfigurableApplicationContext context =
        run(
            Map.of(
                "CLOAKROOM_ENCRYPTION_KEYS_0",
                "b:" + b,
                "CLOAKROOM_ENCRYPTION_KEYS_1",
                "a:" + a))) {
      assertSeals(context, "b");
      assertOpens(context, "a", a);
    }
  }

  @Test
  void keysFromAMountedFile() throws IOException {
    write("cloakroom.encryption.keys", "b:" + b + ",a:" + a + "\n");

    try (ConfigurableApplicationContext context =
        run("spring.config.import=configtree:" + directory + "/")) {
      assertSeals(context, "b");
      assertOpens(context, "a", a);
    }
  }

  /** As an orchestrator mounts a secret for each. */
  @Test
  void keyFromAMountedFileEach() throws IOException {
    write("session-key-a", a + "\n");
    write("session-key-b", b);

    try (ConfigurableApplicationContext context =
        run(
            "spring.config.import=configtree:" + directory + "/",
            "cloakroom.encryption.keys[0]=b:${session-key-b}",
            "cloakroom.encryption.keys[1]=a:${session-key-a}")) {
      assertSeals(context, "b");
      assertOpens(context, "a", a);
    }
  }

  @Test
  void nothingIsSealedUnlessThereAreKeys() {
    try (ConfigurableApplicationContext context = run()) {
      assertThat(context.getBean(AttributeSeal.class).seal("l", "cart", CART)).isSameAs(CART);
    }
  }

  @Test
  void nothingIsSealedInOpenMode() {
    try (ConfigurableApplicationContext context =
        run("cloakroom.encryption.keys=a:" + a, "cloakroom.encryption.mode=open")) {
      assertThat(context.getBean(AttributeSeal.class).seal("l", "cart", CART)).isSameAs(CART);
    }
  }

  @Test
  void emptyListIsMeantInOpenMode() {
    try (ConfigurableApplicationContext context =
        run("cloakroom.encryption.keys=", "cloakroom.encryption.mode=open")) {
      assertThat(context.getBean(AttributeSeal.class).seal("l", "cart", CART)).isSameAs(CART);
    }
  }

  @Test
  void sealOfTheApplicationReplacesOurs() {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(OwnSeal.class, Encryption.class)
            .web(WebApplicationType.NONE)
            .run("--cloakroom.encryption.keys=a:" + a)) {
      assertThat(context.getBean(AttributeSeal.class)).isSameAs(AttributeSeal.NONE);
    }
  }

  @Test
  void logSaysWhatIsSealedAndShowsNoKey(CapturedOutput output) {
    run(
            "cloakroom.encryption.keys=b:" + b + ",a:" + a,
            "logging.level.org.springframework=trace",
            "logging.level.io.cloakroom=trace")
        .close();

    assertThat(output.getAll())
        .contains("Session attributes are encrypted with key 'b'.")
        .contains("cloakroom.encryption.mode=require")
        .doesNotContain(a, b);
  }

  @Test
  void shortKeyStopsStartUp(CapturedOutput output) {
    String secret = TestKeys.random(16);

    assertStops(output, List.of(secret), "cloakroom.encryption.keys=a:" + secret);

    assertThat(output.getAll())
        .contains("Key 'a' has 128 bits, and must have exactly 256.")
        .contains("Make a key with \"openssl rand -base64 32\"");
  }

  @Test
  void sampleKeyStopsStartUp(CapturedOutput output) {
    String secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    assertStops(output, List.of(secret), "cloakroom.encryption.keys=a:" + secret);

    assertThat(output.getAll()).contains("Key 'a' is a sample");
  }

  @Test
  void whatIsNotBase64StopsStartUp(CapturedOutput output) {
    assertStops(output, List.of("s3cret"), "cloakroom.encryption.keys=a:s3cret!");

    assertThat(output.getAll()).contains("Key 'a' is not base64.");
  }

  @Test
  void keyWithoutAnIdStopsStartUp(CapturedOutput output) {
    assertStops(output, List.of(a), "cloakroom.encryption.keys=" + a);

    assertThat(output.getAll()).contains("Key 1 is not an id, a colon, and base64 of 256 bits.");
  }

  @Test
  void twoKeysOfOneIdStopStartUp(CapturedOutput output) {
    assertStops(output, List.of(a, b), "cloakroom.encryption.keys=a:" + a + ",a:" + b);

    assertThat(output.getAll()).contains("Two keys have the id 'a'.");
  }

  @Test
  void oneKeyOfTwoIdsStopsStartUp(CapturedOutput output) {
    assertStops(output, List.of(a), "cloakroom.encryption.keys=a:" + a + ",b:" + a);

    assertThat(output.getAll()).contains("Keys 'a' and 'b' are the same.");
  }

  @Test
  void gapInTheListStopsStartUp(CapturedOutput output) {
    assertStops(
        output,
        List.of(a, b),
        "cloakroom.encryption.keys[0]=a:" + a,
        "cloakroom.encryption.keys[2]=b:" + b);

    assertThat(output.getAll()).contains("from 0 on without a gap");
  }

  @Test
  void keysWithFieldsStopStartUp(CapturedOutput output) {
    assertStops(
        output,
        List.of(a),
        "cloakroom.encryption.keys[0].id=a",
        "cloakroom.encryption.keys[0].value=" + a);

    assertThat(output.getAll()).contains("Write each key as one text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloakroom.encryption.keys=", "cloakroom.encryption.keys[0]=${nothing:}"})
  void keysThatGotLostDoNotTurnEncryptionOff(String property, CapturedOutput output) {
    assertStops(output, List.of(), property);
  }

  @Test
  void requiredEncryptionNeedsAKey(CapturedOutput output) {
    assertStops(output, List.of(), "cloakroom.encryption.mode=require");

    assertThat(output.getAll()).contains("There is none, and cloakroom.encryption.mode=require.");
  }

  private void assertStops(CapturedOutput output, List<String> secrets, String... properties) {
    List<String> all = new ArrayList<>(Arrays.asList(properties));
    all.add("logging.level.org.springframework=debug");

    Throwable failure = catchThrowable(() -> run(all.toArray(new String[0])).close());

    assertThat(failure).isNotNull();
    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("The keys in cloakroom.encryption.keys cannot be used.")
        .containsOnlyOnce("Action:");
    for (String secret : secrets) {
      assertThat(output.getAll()).doesNotContain(secret);
      assertHides(failure, secret);
    }
  }

  private static void assertHides(Throwable failure, String secret) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertThat(each.toString()).doesNotContain(secret);
    }
  }

  private ConfigurableApplicationContext run(String... properties) {
    return application()
        .run(Arrays.stream(properties).map(property -> "--" + property).toArray(String[]::new));
  }

  private ConfigurableApplicationContext run(Map<String, Object> variables) {
    return application()
        .initializers(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
        .run();
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(Encryption.class).web(WebApplicationType.NONE);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private String url() {
    return "file:" + directory + "/";
  }

  private static void assertSeals(ConfigurableApplicationContext context, String id) {
    byte[] sealed = context.getBean(AttributeSeal.class).seal("l", "cart", CART);
    assertThat(new String(sealed, 3, sealed[2], StandardCharsets.US_ASCII)).isEqualTo(id);
  }

  private void assertOpens(ConfigurableApplicationContext context, String id, String secret) {
    try (ConfigurableApplicationContext other =
        run("cloakroom.encryption.keys=" + id + ":" + secret)) {
      byte[] sealed = other.getBean(AttributeSeal.class).seal("l", "cart", CART);
      assertThat(context.getBean(AttributeSeal.class).open("l", "cart", sealed)).isEqualTo(CART);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(CloakroomProperties.class)
  @Import(EncryptionConfiguration.class)
  static class Encryption {}

  @Configuration(proxyBeanMethods = false)
  static class OwnSeal {

    @Bean
    AttributeSeal ownSeal() {
      return AttributeSeal.NONE;
    }
  }
}
