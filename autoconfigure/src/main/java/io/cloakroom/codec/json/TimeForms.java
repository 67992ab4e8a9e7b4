package io.cloakroom.codec.json;

import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;

/** Times of {@code java.sql}, zones and calendars as text: the node's own zone does not matter. */
@SuppressWarnings("JavaUtilDate") // what an application has in its session
final class TimeForms {

  private static final int NANOS_OF_MILLI = 1_000_000;

  /** When calendars that nobody has changed become Gregorian. */
  private static final long GREGORIAN = new GregorianCalendar().getGregorianChange().getTime();

  private TimeForms() {}

  static List<TextForm<?>> all() {
    return List.of(
        new TextForm<>(
            Timestamp.class,
            at -> instant(at).plusNanos(at.getNanos() % NANOS_OF_MILLI).toString(),
            text -> Timestamp.from(Instant.parse(text))),
        new TextForm<>(
            java.sql.Date.class,
            date -> instant(date).toString(),
            text -> new java.sql.Date(Instant.parse(text).toEpochMilli())),
        new TextForm<>(
            Time.class,
            time -> instant(time).toString(),
            text -> new Time(Instant.parse(text).toEpochMilli())),
        new TextForm<>(TimeZone.class, TimeForms::id, TimeZone::getTimeZone),
        new TextForm<>(GregorianCalendar.class, TimeForms::format, TimeForms::calendar));
  }

  /** A date and a time of SQL have no {@code toInstant()}. */
  private static Instant instant(Date date) {
    return Instant.ofEpochMilli(date.getTime());
  }

  private static String id(TimeZone zone) {
    if (!TimeZone.getTimeZone(zone.getID()).equals(zone)) {
      throw new RefusedValueException(
          TimeZone.class, "has rules that its id does not tell; use one of TimeZone.getTimeZone");
    }
    return zone.getID();
  }

  private static String format(GregorianCalendar calendar) {
    if (calendar.getGregorianChange().getTime() != GREGORIAN) {
      throw new RefusedValueException(
          GregorianCalendar.class, "has a change to the Gregorian calendar of its own");
    }
    return "%d/%d/%d/%b/%s"
        .formatted(
            calendar.getTimeInMillis(),
            calendar.getFirstDayOfWeek(),
            calendar.getMinimalDaysInFirstWeek(),
            calendar.isLenient(),
            id(calendar.getTimeZone()));
  }

  private static GregorianCalendar calendar(String text) {
    String[] parts = text.split("/", 5);
    GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(parts[4]));
    calendar.setTimeInMillis(Long.parseLong(parts[0]));
    calendar.setFirstDayOfWeek(Integer.parseInt(parts[1]));
    calendar.setMinimalDaysInFirstWeek(Integer.parseInt(parts[2]));
    calendar.setLenient(Boolean.parseBoolean(parts[3]));
    return calendar;
  }
}
