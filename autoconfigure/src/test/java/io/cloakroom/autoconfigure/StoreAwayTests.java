package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.FaultProxy;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.TestServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A store that stops answering, under an application that catches every exception. */
class StoreAwayTests {

  @Test
  void hangingRedisIsAnsweredWith503AndForgottenWhenItIsBack() {
    Endpoint redis = TestServers.redis();
    try (FaultProxy link = new FaultProxy(redis)) {
      proveOutage(
          link,
          List.of(
              "cloakroom.store=redis",
              "cloakroom.namespace=" + UUID.randomUUID(),
              "spring.data.redis.host=127.0.0.1",
              "spring.data.redis.port=" + link.port(),
              "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()));
    }
  }

  @Test
  void hangingMemcachedIsAnsweredWith503AndForgottenWhenItIsBack() {
    Endpoint memcached = TestServers.memcached();
    try (FaultProxy link = new FaultProxy(memcached)) {
      proveOutage(
          link,
          List.of(
              "cloakroom.store=memcached",
              "cloakroom.namespace=" + UUID.randomUUID(),
              "cloakroom.memcached.servers=127.0.0.1:" + link.port(),
              "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()));
    }
  }

  @Test
  void hangingPostgresIsAnsweredWith503AndForgottenWhenItIsBack() {
    proveDatabaseOutage(TestServers.freshPostgres(), "postgresql");
  }

  @Test
  void hangingMariaDbIsAnsweredWith503AndForgottenWhenItIsBack() {
    proveDatabaseOutage(TestServers.freshMariadb(), "mariadb");
  }

  /** Tokens need no store, but it is asked there which of them count no more. */
  @Test
  void hangingRevocationStoreIsAnsweredWith503AfterTheDelay() {
    Endpoint redis = TestServers.redis();
    try (FaultProxy link = new FaultProxy(redis)) {
      proveRevocationOutage(link.port(), link::stall, link::heal);
    }
  }

  /** It has forgotten what was revoked when it is back, and the node has not. */
  @Test
  void killedRevocationStoreIsAnsweredWith503AfterTheDelay() {
    try (NativeServer redis = NativeServer.redis()) {
      proveRevocationOutage(redis.port(), redis::kill, redis::start);
    }
  }

  @Test
  void limitedSignInThatCannotCountIsAnsweredWith503() {
    Endpoint redis = TestServers.redis();
    try (FaultProxy link = new FaultProxy(redis)) {
      List<String> properties =
          List.of(
              "cloakroom.store=redis",
              "cloakroom.namespace=" + UUID.randomUUID(),
              "spring.data.redis.host=127.0.0.1",
              "spring.data.redis.port=" + link.port(),
              "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
      try (Node node = Node.start(CrowdApplication.class, properties)) {
        link.stall();

        // Without a cookie, the count is the first thing that needs the store.
        HttpResponse<String> response =
            new Browser().post(node, "/one/login", "username=alice&password=pw");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(Browser.cookies(response)).isEmpty();
      }
    }
  }

  @Test
  void restThatCannotBeLoadedIsAnsweredWith503AndNobodyElseIsConcerned() {
    Endpoint redis = TestServers.redis();
    try (FaultProxy link = new FaultProxy(redis)) {
      List<String> properties =
          new ArrayList<>(HybridProperties.carrying("SPRING_SECURITY_CONTEXT"));
      properties.addAll(
          List.of(
              "cloakroom.store=redis",
              "cloakroom.namespace=" + UUID.randomUUID(),
              "spring.data.redis.host=127.0.0.1",
              "spring.data.redis.port=" + link.port(),
              "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()));
      proveOutage(link, properties);
      try (Node node = Node.start(properties)) {
        Browser browser = new Browser();
        browser.post(node, "/login", "username=alice&password=wonderland");
        String ticket = browser.ticket();

        link.stall();

        assertThat(browser.get(node, "/me").body()).isEqualTo("alice");
        assertThat(browser.get(node, "/names").statusCode()).isEqualTo(503);
        assertThat(browser.get(node, "/me").body()).isEqualTo("alice");
        assertThat(browser.ticket()).isEqualTo(ticket);
      }
    }
  }

  private static void proveDatabaseOutage(Endpoint database, String scheme) {
    try (FaultProxy link = new FaultProxy(database)) {
      proveOutage(
          link,
          List.of(
              "cloakroom.store=jdbc",
              "spring.datasource.url=jdbc:%s://127.0.0.1:%d/%s"
                  .formatted(scheme, link.port(), database.database()),
              "spring.datasource.username=" + database.user(),
              "spring.datasource.password=" + database.password()));
    }
  }

  private static void proveOutage(FaultProxy link, List<String> properties) {
    try (Node node = Node.start(properties)) {
      Browser browser = written(node);
      String ticket = browser.ticket();

      link.stall();
      for (String path : List.of("/read", "/write?v=lost", "/end", "/rotate")) {
        assertUnavailable(node, browser, path);
      }
      assertThat(browser.get(node, "/plain").statusCode()).isEqualTo(200);
      assertThat(browser.ticket()).isEqualTo(ticket);

      link.heal();
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> browser.get(node, "/read").statusCode() == 200);
      assertThat(browser.with(ticket).get(node, "/read").body()).isEqualTo("kept");
    }
  }

  private static void proveRevocationOutage(int port, Runnable away, Runnable back) {
    List<String> properties =
        TokenProperties.with(
            "a:" + TestKeys.random(),
            "cloakroom.jwt.revocation=redis",
            "cloakroom.jwt.revocation-delay=4s",
            "cloakroom.namespace=" + UUID.randomUUID(),
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + port);
    try (Node node = Node.start(properties)) {
      Browser browser = written(node);
      String ticket = browser.ticket();
      Browser leaving = written(node);
      Browser gone = written(node);
      String revoked = gone.ticket();
      assertThat(gone.get(node, "/end").statusCode()).isEqualTo(200);

      away.run();
      assertThat(browser.get(node, "/read").body()).as("within the delay").isEqualTo("kept");
      assertUnavailable(node, leaving, "/end");
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> browser.get(node, "/read").statusCode() == 503);
      for (String path : List.of("/read", "/write?v=lost", "/end", "/rotate")) {
        assertUnavailable(node, browser, path);
      }
      assertThat(browser.get(node, "/plain").statusCode()).isEqualTo(200);
      assertThat(new Browser().with(revoked).get(node, "/read").body()).isEqualTo("null");

      back.run();
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> browser.get(node, "/read").statusCode() == 200);
      assertThat(browser.with(ticket).get(node, "/read").body()).isEqualTo("kept");
      assertThat(new Browser().with(revoked).get(node, "/read").body()).isEqualTo("null");
    }
  }

  private static Browser written(Node node) {
    Browser browser = new Browser();
    // The first request to a cold node may take longer than the deadline.
    await().until(() -> browser.get(node, "/write?v=kept").statusCode() == 200);
    return browser;
  }

  private static void assertUnavailable(Node node, Browser browser, String path) {
    String ticket = browser.ticket();
    long began = System.nanoTime();
    HttpResponse<String> response = browser.get(node, path);
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(response.statusCode()).as(path).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).as(path).isPresent();
    assertThat(Browser.cookies(response)).as(path).isEmpty();
    assertThat(took).as(path).isLessThan(Duration.ofSeconds(4));
    assertThat(browser.ticket()).as(path).isEqualTo(ticket);
  }
}
