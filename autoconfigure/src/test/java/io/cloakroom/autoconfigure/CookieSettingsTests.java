package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.web.SessionIdResolver;
import java.util.UUID;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The session cookie, as properties of Boot and ours make it, and what start-up says of it. */
@ExtendWith(OutputCaptureExtension.class)
class CookieSettingsTests {

  private static final String WARNING = "The session cookie is ";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  CloakroomAutoConfiguration.class, DataSourceAutoConfiguration.class))
          .withPropertyValues(
              "cloakroom.store=jdbc",
              "cloakroom.jdbc.schema=none",
              "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

  @Test
  void cookieIsLaxHttpOnlyAndSecureAsItsRequest() {
    assertThat(cookie(false)).isEqualTo("SESSION=t; Path=/; HttpOnly; SameSite=Lax");
    assertThat(cookie(true)).isEqualTo("SESSION=t; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  void standardPropertiesWin() {
    assertThat(
            cookie(
                true,
                "server.servlet.session.cookie.name=SID",
                "server.servlet.session.cookie.secure=false",
                "server.servlet.session.cookie.same-site=strict",
                "server.servlet.session.cookie.http-only=false",
                "server.servlet.session.cookie.path=/shop"))
        .isEqualTo("SID=t; Path=/shop; SameSite=Strict");
  }

  @Test
  void omittedSameSiteIsLeftToTheClient() {
    assertThat(cookie(false, "server.servlet.session.cookie.same-site=omitted"))
        .isEqualTo("SESSION=t; Path=/; HttpOnly");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.servlet.session.cookie.same-site=none",
        "server.servlet.session.cookie.same-site=none,server.servlet.session.cookie.secure=false",
        "server.servlet.session.cookie.partitioned=true",
        "server.servlet.session.cookie.name=__Host-SID",
        "server.servlet.session.cookie.name=__Secure-SID",
      })
  void cookieThatNoBrowserKeepsStopsStartUp(String properties) {
    runner
        .withPropertyValues(properties.split(","))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                    .hasMessageContaining("server.servlet.session.cookie"));
  }

  @Test
  void prefixIsForSecureCookiesOfTheWholeHost() {
    assertThat(bindsToHost(true)).isTrue();
    assertThat(bindsToHost(false)).isFalse();
    assertThat(bindsToHost(false, "server.servlet.session.cookie.secure=true")).isTrue();
    assertThat(bindsToHost(true, "server.servlet.session.cookie.secure=false")).isFalse();
    assertThat(bindsToHost(true, "server.servlet.session.cookie.path=/shop")).isFalse();
    assertThat(bindsToHost(true, "server.servlet.session.cookie.domain=example.org")).isFalse();
    assertThat(bindsToHost(true, "cloakroom.cookie.host-prefix=false")).isFalse();
    assertThat(bindsToHost(true, "cloakroom.id.header=X-Auth-Token")).isFalse();
    assertThat(
            bindsToHost(
                true,
                "server.servlet.session.cookie.name=__Host-SID",
                "server.servlet.session.cookie.path=/",
                "server.servlet.session.cookie.secure=true"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=b",
        "spring.profiles.active=dev",
        "server.servlet.session.cookie.secure=false",
        "server.ssl.enabled=false,server.servlet.session.cookie.secure=false",
        "server.ssl.bundle=web",
        "server.forward-headers-strategy=framework",
        "server.forward-headers-strategy=none",
        "spring.main.cloud-platform=kubernetes",
        "spring.main.cloud-platform=none",
        "spring.main.cloud-platform=kubernetes,server.servlet.session.cookie.secure=true,server.forward-headers-strategy=none",
        "spring.profiles.active=prod,server.forward-headers-strategy=native",
        "spring.profiles.active=prod,server.ssl.bundle=web",
        "spring.profiles.active=production,server.servlet.session.cookie.secure=true",
        "spring.profiles.active=prod,cloakroom.id.header=X-Auth-Token",
      })
  void setUpThatIsLocalOrSecureStartsWithoutAWord(String properties, CapturedOutput output) {
    runner
        .withPropertyValues(properties.split(","))
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output).doesNotContain(WARNING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.servlet.session.cookie.secure=false,server.ssl.bundle=web",
        "server.servlet.session.cookie.secure=false,server.forward-headers-strategy=framework",
        "server.servlet.session.cookie.secure=false,spring.main.cloud-platform=kubernetes",
        "server.servlet.session.cookie.secure=false,spring.profiles.active=prod",
        "server.forward-headers-strategy=none,spring.main.cloud-platform=kubernetes",
        "spring.profiles.active=prod",
        "spring.profiles.active=production",
      })
  void setUpThatLooksLikeProductionIsWarnedOfOnce(String properties, CapturedOutput output) {
    runner
        .withPropertyValues(properties.split(","))
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output.toString().split(WARNING, -1)).hasSize(2);
    assertThat(output).contains("server.servlet.session.cookie.secure", ", although ");
  }

  private String cookie(boolean secure, String... properties) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSecure(secure);
    MockHttpServletResponse response = new MockHttpServletResponse();
    runner
        .withPropertyValues(properties)
        .run(context -> context.getBean(SessionIdResolver.class).send(request, response, "t"));
    // What Tomcat makes of it.
    return new Rfc6265CookieProcessor().generateHeader(response.getCookies()[0], request);
  }

  private boolean bindsToHost(boolean secure, String... properties) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSecure(secure);
    boolean[] bound = new boolean[1];
    runner
        .withPropertyValues(properties)
        .run(context -> bound[0] = context.getBean(SessionIdResolver.class).bindsToHost(request));
    return bound[0];
  }
}
