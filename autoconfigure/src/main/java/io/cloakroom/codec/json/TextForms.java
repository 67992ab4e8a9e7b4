package io.cloakroom.codec.json;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of the JDK that Jackson would not read back as they were: each as one string. */
final class TextForms {

  private static final int MAX_PATTERN = 10_000;

  private final List<TextForm<?>> forms;

  TextForms(AllowedClasses classes) {
    List<TextForm<?>> all = new ArrayList<>(AddressForms.all());
    all.addAll(TimeForms.all());
    all.addAll(
        List.of(
            new TextForm<>(
                Pattern.class,
                pattern -> permitted(pattern.flags()) + ":" + pattern.pattern(),
                TextForms::pattern),
            new TextForm<>(
                BitSet.class,
                bits -> Base64.getEncoder().encodeToString(bits.toByteArray()),
                text -> BitSet.valueOf(Base64.getDecoder().decode(text))),
            new TextForm<>(Locale.class, TextForms::tag, TextForms::locale),
            new TextForm<>(Charset.class, Charset::name, Charset::forName),
            new TextForm<>(
                Class.class,
                type -> {
                  classes.check(type);
                  return type.getName();
                },
                text -> literal(text, classes))));
    this.forms = List.copyOf(all);
  }

  /** Returns null if a type has no such form. */
  @Nullable TextForm<?> of(Class<?> type) {
    for (TextForm<?> form : forms) {
      if (form.type() == type || (isOneKind(form.type()) && form.type().isAssignableFrom(type))) {
        return form;
      }
    }
    return null;
  }

  /** Whose values are of classes that nobody names. */
  private static boolean isOneKind(Class<?> type) {
    return type == Charset.class || type == TimeZone.class || type == InetAddress.class;
  }

  /** Canonical equivalence is worked out when a pattern is made: n! ways for n marks. */
  private static int permitted(int flags) {
    if ((flags & Pattern.CANON_EQ) != 0) {
      throw new RefusedValueException(
          Pattern.class, "has the flag CANON_EQ, with which a short pattern takes all memory");
    }
    return flags;
  }

  private static Pattern pattern(String text) {
    int colon = text.indexOf(':');
    if (text.length() > MAX_PATTERN) {
      throw new RefusedValueException(Pattern.class, "has more than 10000 characters");
    }
    return Pattern.compile(
        text.substring(colon + 1),
        permitted(Integer.parseInt(text.substring(0, Math.max(colon, 0)))));
  }

  /** The tag, but for Norwegian Nynorsk, Japanese and Thai of old, which are another by it. */
  private static String tag(Locale locale) {
    String tag = locale.toLanguageTag();
    if (Locale.forLanguageTag(tag).equals(locale)) {
      return tag;
    }
    String parts = locale.getLanguage() + "_" + locale.getCountry() + "_" + locale.getVariant();
    if (!locale(parts).equals(locale)) {
      throw new RefusedValueException(Locale.class, "is not well-formed by BCP 47");
    }
    return parts;
  }

  private static Locale locale(String text) {
    if (text.indexOf('_') < 0) {
      return Locale.forLanguageTag(text);
    }
    String[] parts = text.split("_", 3);
    return new Locale(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
  }

  private static Class<?> literal(String name, AllowedClasses classes) {
    return switch (name) {
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "char" -> char.class;
      case "short" -> short.class;
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      case "void" -> void.class;
      default -> classes.named(name);
    };
  }
}
