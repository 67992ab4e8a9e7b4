package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.cache.NearCachingSessionRepository;
import io.cloakroom.repository.memory.MemorySessionRepository;
import io.cloakroom.repository.redis.RedisSessionRepository;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.RedisMonitor;
import io.cloakroom.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Two nodes of a whole application, each with a near cache. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearCacheTests {

  private final Endpoint redis = TestServers.redis();
  private final List<String> properties = properties(redis);
  private final Node here = Node.start(properties);
  private final Node there = Node.start(properties);

  private final WebApplicationContextRunner contextRunner =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(CloakroomAutoConfiguration.class))
          .withPropertyValues(properties.toArray(new String[0]));

  @AfterAll
  void stop() {
    here.close();
    there.close();
  }

  @Test
  void secondRequestOfASessionSendsNothingToRedis() {
    Browser browser = signedIn();
    browser.get(here, "/write?v=1");
    // Word of the node's own write may come back late, and make it read once more.
    await().during(Duration.ofMillis(300)).until(() -> isServedFromMemory(browser));

    try (RedisMonitor monitor = new RedisMonitor(redis.port())) {
      for (int i = 0; i < 5; i++) {
        assertThat(browser.get(here, "/me").body()).isEqualTo("alice");
        assertThat(browser.get(here, "/read").body()).isEqualTo("1");
      }
      assertThat(monitor.commands())
          .noneMatch(command -> command.matches(".*:\\{[0-9a-f]{2}}:[0-9a-f]{2}[\\w-]{43}\".*"));
    }
  }

  @Test
  void whatAnotherNodeWritesIsSeen() {
    Browser browser = new Browser();
    browser.get(here, "/write?v=1");
    browser.get(here, "/read");

    browser.get(there, "/write?v=2");

    await().until(() -> browser.get(here, "/read").body().equals("2"));
    browser.get(here, "/write?v=3");
    assertThat(browser.get(here, "/read").body()).isEqualTo("3");
  }

  @Test
  void logoutOnAnotherNodeIsSeen() {
    Browser browser = signedIn();
    String ticket = browser.ticket();
    browser.get(here, "/me");

    browser.get(there, "/end");

    await().until(() -> new Browser().with(ticket).get(here, "/me").statusCode() != 200);
  }

  @Test
  void changeOfTheIdOnAnotherNodeIsSeen() {
    Browser browser = new Browser();
    browser.get(here, "/write?v=1");
    browser.get(here, "/read");
    String before = browser.ticket();

    browser.get(there, "/rotate");

    await().until(() -> new Browser().with(before).get(here, "/read").body().equals("null"));
    assertThat(browser.get(here, "/read").body()).isEqualTo("1");
  }

  @Test
  void signOutEverywhereEndsWhatOtherNodesHaveInMemory() {
    Browser phone = signedIn();
    Browser laptop = signedIn();
    String ticket = phone.ticket();
    phone.get(here, "/me");

    assertThat(there.context().getBean(Sessions.class).endAll("alice")).isGreaterThanOrEqualTo(2);

    await().until(() -> new Browser().with(ticket).get(here, "/me").statusCode() != 200);
    assertThat(laptop.get(there, "/me").body()).isNotEqualTo("alice");
  }

  @Test
  void sessionThatThisNodeEndsIsGoneAtOnce() {
    Browser browser = new Browser();
    String key = browser.get(here, "/write?v=1").body();
    browser.get(here, "/read");

    boolean ended =
        here.context().getBean(Sessions.class).end(Objects.requireNonNull(SessionKey.parse(key)));

    assertThat(ended).isTrue();
    assertThat(browser.get(here, "/read").body()).isEqualTo("null");
  }

  @Test
  void everythingUsesTheCacheAndMetersShowIt() {
    contextRunner
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context -> {
              assertThat(context).hasSingleBean(RedisSessionRepository.class);
              NearCachingSessionRepository cache =
                  context.getBean(NearCachingSessionRepository.class);
              assertThat(context.getBean(SessionRepository.class)).isSameAs(cache);
              await().until(cache::isCurrent);
              SessionKey key = SampleSessions.session(Map.of()).key();
              cache.find(key);
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(meters.get("cloakroom.near-cache.misses").functionCounter().count())
                  .isEqualTo(1);
              assertThat(meters.get("cloakroom.near-cache.hits").functionCounter().count())
                  .isZero();
              assertThat(meters.get("cloakroom.near-cache.current").gauge().value()).isEqualTo(1);
            });
  }

  @Test
  void thereIsNoCacheUnlessItIsAskedFor() {
    contextRunner
        .withPropertyValues("cloakroom.near-cache.enabled=false")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(NearCachingSessionRepository.class);
              assertThat(context.getBean(SessionRepository.class))
                  .isInstanceOf(RedisSessionRepository.class);
            });
  }

  @Test
  void missingCaffeineIsNamedWithItsRemedy() {
    contextRunner
        .withClassLoader(new FilteredClassLoader(Caffeine.class))
        .run(
            context -> {
              assertThat(context).hasFailed();
              FailureAnalysis analysis = analysis(context);
              assertThat(analysis.getDescription()).contains("Caffeine is missing");
              assertThat(analysis.getAction()).contains("com.github.ben-manes.caffeine:caffeine");
            });
  }

  @Test
  void ownStoreThatDoesNotTellOfChangesIsRefused() {
    contextRunner
        .withBean(
            SessionRepository.class, () -> new MemorySessionRepository(SampleSessions.TOUCHES))
        .run(
            context -> {
              assertThat(context).hasFailed();
              FailureAnalysis analysis = analysis(context);
              assertThat(analysis.getDescription())
                  .contains("MemorySessionRepository does not tell of changes");
            });
  }

  private static FailureAnalysis analysis(AssertableWebApplicationContext context) {
    Throwable failure = Objects.requireNonNull(context.getStartupFailure());
    return Objects.requireNonNull(new StoreStartFailureAnalyzer().analyze(failure));
  }

  private Browser signedIn() {
    Browser browser = new Browser();
    browser.post(here, "/login", "username=alice&password=wonderland");
    assertThat(browser.get(here, "/me").body()).isEqualTo("alice");
    return browser;
  }

  private boolean isServedFromMemory(Browser browser) {
    NearCachingSessionRepository cache = here.context().getBean(NearCachingSessionRepository.class);
    browser.get(here, "/read");
    long misses = cache.misses();
    browser.get(here, "/read");
    return cache.isCurrent() && cache.misses() == misses;
  }

  private static List<String> properties(Endpoint redis) {
    List<String> all = new ArrayList<>(StoreProperties.redis(redis, UUID.randomUUID().toString()));
    all.add("cloakroom.near-cache.enabled=true");
    return all;
  }
}
