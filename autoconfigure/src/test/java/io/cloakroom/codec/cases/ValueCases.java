package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.refused;

import io.cloakroom.codec.cases.app.AllValues;
import io.cloakroom.codec.cases.app.Status;
import io.cloakroom.codec.cases.app.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Single values, and beans that hold one of each. */
final class ValueCases {

  private static final Expected NOT_SERIALIZABLE =
      refused("is not Serializable", "implement java.io.Serializable");

  private ValueCases() {}

  static List<SessionValue> all() {
    return new Theme("Values and time")
        .exact("String", () -> "text")
        .exact("Integer", () -> 1)
        .exact("Long", () -> 1L)
        .exact("Short", () -> (short) 1)
        .exact("Byte", () -> (byte) 1)
        .exact("Character", () -> 'c')
        .exact("Float", () -> 1.5f)
        .exact("Double", () -> 1.5d)
        .exact("Double, not a number", () -> Double.NaN)
        .exact("Boolean", () -> true)
        .exact("BigDecimal with a trailing zero", () -> new BigDecimal("1.10"))
        .exact("BigDecimal with an exponent", () -> new BigDecimal("1E+3"))
        .exact("BigInteger", () -> BigInteger.TEN)
        .exact("UUID", () -> UUID.fromString("0d9b1f6c-6f0e-4c55-9c0a-6a8f3ad8b6f1"))
        .exact("Locale with a script", () -> Locale.forLanguageTag("zh-Hant-TW"))
        .exact("Locale with a variant", () -> new Locale("de", "AT", "POSIX"))
        .exact("Locale of the root", () -> Locale.ROOT)
        .exact("Currency", () -> Currency.getInstance("CHF"))
        .exact("URI", () -> URI.create("urn:x"))
        .exact("Duration", () -> Duration.ofMillis(5))
        .exact("Instant", () -> Instant.ofEpochSecond(1, 7))
        .exact("Date", () -> Date.from(Instant.ofEpochMilli(7)))
        .exact("TimeZone", () -> TimeZone.getTimeZone("Asia/Tokyo"))
        .exact("ZoneId", () -> ZoneId.of("Europe/Paris"))
        .exactAsJson("Charset", () -> StandardCharsets.UTF_8, NOT_SERIALIZABLE)
        .exactAsJson("Optional", () -> Optional.of(5L), NOT_SERIALIZABLE)
        .exactAsJson("Optional, empty", Optional::empty, NOT_SERIALIZABLE)
        .exactAsJson("OptionalLong", () -> OptionalLong.of(3), NOT_SERIALIZABLE)
        .exactAsJson("OptionalInt, empty", OptionalInt::empty, NOT_SERIALIZABLE)
        .exact("AtomicInteger", () -> new AtomicInteger(3))
        .exact("AtomicLong", () -> new AtomicLong(3))
        .exact("AtomicBoolean", () -> new AtomicBoolean(true))
        .exact("AtomicReference", () -> new AtomicReference<>(3L))
        .exact("StringBuilder", () -> new StringBuilder("yx").reverse())
        .exact("enum constant", () -> Status.PAID)
        .exact("enum constant with a body", () -> Status.SENT)
        .exactAsJson("bean with every type of value", AllValues::new, NOT_SERIALIZABLE)
        .exact("bean with every type of java.time", Times::new)
        .values();
  }
}
