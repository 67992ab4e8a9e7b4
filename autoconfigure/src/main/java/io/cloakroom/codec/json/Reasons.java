package io.cloakroom.codec.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Says why an attribute is not written or not read: which attribute, class and path, and what to do
 * about it; never what is in it.
 */
final class Reasons {

  private static final String JAVA_CLASSES =
      "make it a record, give it a @JsonCreator, or name the attribute's class in cloakroom.serialization.java-classes";

  private static final Pattern NAME = Pattern.compile("\"([^\"]{1,200})\":");

  static final String TOO_DEEP =
      "it is nested more than "
          + SessionMapper.MAX_DEPTH
          + " deep, or refers to itself; store an id in place of the object that leads back";

  /** A path through a cycle is long, and says nothing more. */
  private static final int MAX_STEPS = 8;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]");
  private static final int MAX_STEP = 100;

  private Reasons() {}

  static String whyNotWritten(String name, Object value, Throwable failure) {
    return notWritten(name, value, at(failure, false) + why(failure));
  }

  static String whyNotReadBack(String name, Object value, Throwable failure) {
    return notWritten(
        name,
        value,
        "no node could read it back: " + at(failure, false) + why(failure) + "; " + JAVA_CLASSES);
  }

  /** Names the place of the difference by its position only, since the text holds values. */
  static String notTheSame(String name, Object value, byte[] first, byte[] second) {
    int at = Arrays.mismatch(first, second);
    return notWritten(
        name,
        value,
        "it would not come back as it is (its JSON differs from character %d on, after '%s'); %s"
            .formatted(at, lastName(first, at), JAVA_CLASSES));
  }

  static String whyNotRead(String name, Throwable failure) {
    return "Session attribute '"
        + name
        + "' cannot be read: "
        + at(failure, true)
        + why(failure)
        + ".";
  }

  private static String lastName(byte[] text, int before) {
    Matcher names = NAME.matcher(new String(text, 0, Math.max(before, 0), StandardCharsets.UTF_8));
    String last = "its beginning";
    while (names.find()) {
      last = names.group(1);
    }
    return last;
  }

  private static String notWritten(String name, Object value, String why) {
    return "Session attribute '%s' of %s cannot be stored: %s."
        .formatted(name, value.getClass().getName(), why);
  }

  private static String why(Throwable failure) {
    if (failure instanceof RefusedValueException refused) {
      return refused.getOriginalMessage();
    }
    if (failure instanceof StackOverflowError) {
      return TOO_DEEP;
    }
    if (failure instanceof StreamConstraintsException limit) {
      return limit.getOriginalMessage().contains("nesting depth")
          ? TOO_DEEP
          : limit.getOriginalMessage();
    }
    if (failure instanceof StreamReadException) {
      return "it is not well-formed JSON";
    }
    if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "what is there is not a " + mismatch.getTargetType().getName() + " of this node";
    }
    if (failure instanceof InvalidDefinitionException unknown && unknown.getType() != null) {
      return unknown.getType().getRawClass().getName() + " has no form in JSON; " + JAVA_CLASSES;
    }
    Throwable cause = failure.getCause();
    if (failure instanceof JacksonException && cause != null && cause != failure) {
      return cause instanceof JacksonException
          ? why(cause)
          : String.valueOf(cause.getClass().getName());
    }
    return failure.getClass().getName();
  }

  /** Returns where in the value it is, without the numbers of elements if there may be many. */
  private static String at(Throwable failure, boolean anyElement) {
    List<JacksonException.Reference> path =
        failure instanceof JacksonException known ? known.getPath() : List.of();
    StringBuilder text = new StringBuilder();
    for (JacksonException.Reference step : path.subList(0, Math.min(path.size(), MAX_STEPS))) {
      @Nullable String property = step.getPropertyName();
      if (property == null) {
        text.append('[').append(anyElement ? "" : step.getIndex()).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(shown(property));
      }
    }
    text.append(path.size() > MAX_STEPS ? "..." : "");
    return text.isEmpty() ? "" : "at " + text + ": ";
  }

  /** Returns a name without what would begin another line of a log, and not all of a long one. */
  private static String shown(String property) {
    String line = CONTROL.matcher(property).replaceAll("?");
    return line.length() > MAX_STEP ? line.substring(0, MAX_STEP) + "..." : line;
  }
}
