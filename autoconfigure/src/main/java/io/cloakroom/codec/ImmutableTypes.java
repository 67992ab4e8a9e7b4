package io.cloakroom.codec;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Types whose values can never change, so that nobody needs to look whether they did. */
public final class ImmutableTypes {

  private static final Set<Class<?>> TYPES =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          Locale.class,
          Currency.class,
          URI.class,
          DayOfWeek.class,
          Month.class,
          Duration.class,
          Period.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          ZoneOffset.class,
          Year.class,
          YearMonth.class,
          MonthDay.class);

  private static final ImmutableRecords RECORDS = new ImmutableRecords();

  private ImmutableTypes() {}

  /** Returns whether a value can never change: one of the JDK, an enum, or a record of those. */
  public static boolean contains(Object value) {
    return isSingle(value) || (value instanceof Record && RECORDS.get(value.getClass()));
  }

  /**
   * Returns whether it is one such value alone, and no record. An enum may have fields that change;
   * they are not part of what is stored.
   */
  public static boolean isSingle(Object value) {
    return value instanceof Enum<?> || TYPES.contains(value.getClass());
  }

  /** Returns whether nothing but such a value can be where this type is declared. */
  static boolean isFinal(Class<?> type) {
    return TYPES.contains(type) && Modifier.isFinal(type.getModifiers());
  }
}
