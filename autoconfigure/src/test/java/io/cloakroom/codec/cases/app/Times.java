package io.cloakroom.codec.cases.app;

import java.io.Serializable;
import java.sql.Timestamp;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;

/** Every type of java.time, declared as what it is and as an object, and older ones. */
public class Times implements Serializable {

  Instant instant = Instant.parse("2026-01-02T03:04:05.123456789Z");
  LocalDate localDate = LocalDate.of(2026, 2, 3);
  LocalTime localTime = LocalTime.of(1, 2, 3, 4);
  LocalDateTime localDateTime = LocalDateTime.of(2026, 1, 1, 0, 0);
  ZonedDateTime zonedDateTime =
      ZonedDateTime.of(2026, 7, 1, 1, 2, 3, 4, ZoneId.of("Europe/Berlin"));
  OffsetDateTime offsetDateTime = OffsetDateTime.of(2026, 1, 1, 1, 1, 1, 1, ZoneOffset.ofHours(5));
  OffsetTime offsetTime = OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(-3));
  Duration duration = Duration.ofSeconds(61, 5);
  Period period = Period.of(1, 2, 3);
  Year year = Year.of(2026);
  YearMonth yearMonth = YearMonth.of(2026, 2);
  MonthDay monthDay = MonthDay.of(2, 29);
  ZoneId zone = ZoneId.of("America/New_York");
  ZoneOffset offset = ZoneOffset.ofHoursMinutes(5, 30);
  DayOfWeek day = DayOfWeek.FRIDAY;
  Month month = Month.MAY;

  Object[] objects = {
    instant,
    localDate,
    localTime,
    localDateTime,
    zonedDateTime,
    offsetDateTime,
    offsetTime,
    duration,
    period,
    year,
    yearMonth,
    monthDay,
    zone,
    offset,
    day,
    month,
    Year.of(3),
    new Timestamp(5),
    calendarOfTokyo()
  };

  private static Calendar calendarOfTokyo() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
    calendar.setTimeInMillis(1_700_000_000_123L);
    return calendar;
  }
}
