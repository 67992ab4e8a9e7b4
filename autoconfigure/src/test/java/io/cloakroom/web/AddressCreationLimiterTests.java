package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.lifecycle.SessionMeters;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCreationLimiterTests {

  private static final String CLIENT = "192.0.2.1";

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger refused = new AtomicInteger();
  private final AddressCreationLimiter limiter = limiter(6, 100);

  @Test
  void clientMayCreateAsManyAsTheLimitSays() {
    create(limiter, CLIENT, 6);

    assertThatExceptionOfType(TooManyCreationsException.class)
        .isThrownBy(() -> limiter.admit(CLIENT))
        .withMessageContaining("more than 6 sessions in a minute")
        .withMessageContaining("cloakroom.limits.creations-per-address")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(CLIENT))
        .satisfies(e -> assertThat(e.retryAfter()).isBetween(seconds(10), seconds(11)));
    assertThat(refused).hasValue(1);
  }

  @Test
  void clientThatWaitsAsLongAsItIsToldMayCreateAnother() {
    create(limiter, CLIENT, 6);
    nanos.addAndGet(seconds(9).toNanos());
    assertRefused(limiter, CLIENT);

    nanos.addAndGet(seconds(2).toNanos());

    limiter.admit(CLIENT);
    assertRefused(limiter, CLIENT);
  }

  @Test
  void otherClientsAreNotConcerned() {
    create(limiter, CLIENT, 6);
    assertRefused(limiter, CLIENT);

    create(limiter, "192.0.2.2", 6);
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneClient() {
    for (int i = 0; i < 6; i++) {
      limiter.admit("2001:db8:1:2:" + i + ":0:0:1");
    }

    assertRefused(limiter, "2001:db8:1:2::abcd");
    limiter.admit("2001:db8:1:3::abcd");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002",
    "2001:DB8:1:2::1, 20010db800010002",
    "0:0:0:0:0:0:0:1, 0000000000000000",
    "fe80::1%eth0, fe80000000000000",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:::1, 2001:db8:::1",
    "example.org, example.org",
    "'', ''",
    "unix:/run/app.sock, unix:/run/app.sock",
  })
  void addressIsReadWithoutAskingAnybody(String address, String network) {
    assertThat(AddressCreationLimiter.network(address)).isEqualTo(network);
  }

  @Test
  void longNonsenseIsNotRemembered() {
    assertThat(AddressCreationLimiter.network("x".repeat(8000))).hasSize(45);
  }

  @Test
  void manyAddressesDoNotMakeItForgetTheOneThatKeepsTrying() {
    AddressCreationLimiter small = limiter(1, 10);
    small.admit(CLIENT);

    for (int i = 0; i < 1000; i++) {
      assertRefused(small, CLIENT);
      small.admit("10.0." + i / 250 + "." + i % 250);
    }

    assertThatCode(() -> small.admit("10.0.0.0")).as("forgotten").doesNotThrowAnyException();
  }

  private AddressCreationLimiter limiter(int limit, int capacity) {
    return new AddressCreationLimiter(
        limit,
        capacity,
        new SessionMeters() {
          @Override
          public void creationRefused() {
            refused.incrementAndGet();
          }
        },
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos.get();
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        });
  }

  private static void create(AddressCreationLimiter limiter, String client, int sessions) {
    for (int i = 0; i < sessions; i++) {
      limiter.admit(client);
    }
  }

  private static void assertRefused(AddressCreationLimiter limiter, String client) {
    assertThatExceptionOfType(TooManyCreationsException.class)
        .isThrownBy(() -> limiter.admit(client));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
