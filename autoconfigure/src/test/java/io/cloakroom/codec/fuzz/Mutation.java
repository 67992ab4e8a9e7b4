package io.cloakroom.codec.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What may become of valid bytes. */
enum Mutation {
  FLIP {
    @Override
    byte[] of(byte[] bytes, byte[] other, Random random) {
      byte[] flipped = bytes.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return flipped;
    }
  },
  OVERWRITE {
    @Override
    byte[] of(byte[] bytes, byte[] other, Random random) {
      byte[] overwritten = bytes.clone();
      int at = random.nextInt(overwritten.length);
      byte filling =
          (byte) List.of(-1, 0, 0x7f, 0x80, (int) '"', (int) '[').get(random.nextInt(6)).intValue();
      Arrays.fill(
          overwritten, at, Math.min(at + 1 + random.nextInt(4), overwritten.length), filling);
      return overwritten;
    }
  },
  TRUNCATE {
    @Override
    byte[] of(byte[] bytes, byte[] other, Random random) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
  },
  DUPLICATE {
    @Override
    byte[] of(byte[] bytes, byte[] other, Random random) {
      int from = random.nextInt(bytes.length);
      int to = from + random.nextInt(bytes.length - from) + 1;
      return join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
    }
  },
  SPLICE {
    @Override
    byte[] of(byte[] bytes, byte[] other, Random random) {
      return join(
          Arrays.copyOf(bytes, random.nextInt(bytes.length)),
          Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
    }
  },
  NEST {
    @Override
    byte[] of(byte[] bytes, byte[] other, Random random) {
      String text = new String(bytes, ISO_8859_1);
      int times = random.nextInt(300);
      String begin =
          random.nextBoolean()
              ? "[\"java.util.ArrayList\",["
              : "{\"@class\":\"java.util.HashMap\",\"k\":";
      String end = begin.startsWith("[") ? "]]" : "}";
      return (begin.repeat(times) + text + end.repeat(times)).getBytes(ISO_8859_1);
    }
  },
  RENAME {
    @Override
    byte[] of(byte[] bytes, byte[] other, Random random) {
      String text = new String(bytes, ISO_8859_1);
      List<MatchResult> names = NAME.matcher(text).results().toList();
      if (names.isEmpty()) {
        return bytes;
      }
      MatchResult old = names.get(random.nextInt(names.size()));
      String name = NAMES.get(random.nextInt(NAMES.size()));
      String before = text.substring(0, old.start());
      if (bytes[0] == 1 && before.length() > 2) {
        before =
            before.substring(0, before.length() - 2)
                + (char) (name.length() >> 8)
                + (char) (name.length() & 0xff);
      }
      return (before + name + text.substring(old.end())).getBytes(ISO_8859_1);
    }
  };

  private static final Pattern NAME =
      Pattern.compile("\\[*L?(java|io\\.cloakroom)(\\.[A-Za-z0-9_$]+)+;?");

  /** Allowed and not, there and not, and of forms that only some readers know. */
  private static final List<String> NAMES = names();

  abstract byte[] of(byte[] bytes, byte[] other, Random random);

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "",
                "[",
                "[I",
                "[[[[[[[[[I",
                "[Ljava.lang.Object;",
                "[Lio.cloakroom.codec.fuzz.Parcel;",
                "[Lorg.outsider.Bomb;",
                "int",
                "org.outsider.Bomb",
                "org.outsider.Stranger",
                "java.lang.ProcessBuilder",
                "javax.management.BadAttributeValueExpException",
                "com.sun.rowset.JdbcRowSetImpl",
                "org.springframework.security.web.FilterChainProxy",
                "org.springframework.security.core.context.SecurityContextImpl",
                "org.springframework.security.core.context.SecurityContextHolder",
                "org.springframework.web.servlet.FlashMap",
                "org.springframework.util.LinkedMultiValueMap",
                "io.cloakroom.codec.fuzz.Gone",
                "io.cloakroom.codec.fuzz.gone",
                "io.cloakroom.codec.fuzz.parcel",
                "io.cloakroom.codec.fuzz.Parcel",
                "io.cloakroom.codec.fuzz.Shelf",
                "io.cloakroom.codec.fuzz.Voucher",
                "io.cloakroom.codec.fuzz.Mutation",
                "java.util.EnumSet<java.time.DayOfWeek>",
                "java.util.EnumMap<java.lang.String>",
                "java.util.EnumMap<org.outsider.Bomb>",
                "java.util.HashMap<java.lang.String,org.outsider.Bomb>",
                "java.util.TreeMap~reversed",
                "java.util.TreeSet~ignoring-case"));
    for (String name :
        ("java.lang:Class Enum Object Number Character Integer StringBuilder Throwable Exception"
                + " StackTraceElement Comparable,java.util:EnumMap EnumSet TreeMap TreeSet HashSet"
                + " HashMap Hashtable Properties BitSet Calendar GregorianCalendar TimeZone Locale"
                + " Currency UUID Optional OptionalInt PriorityQueue ArrayDeque Stack Date Map"
                + " Map$Entry AbstractMap$SimpleEntry AbstractList Collections$CopiesList"
                + " Collections$SetFromMap Collections$SingletonMap Collections$SingletonList"
                + " Collections$EmptyMap Collections$UnmodifiableSet ImmutableCollections$MapN"
                + " ImmutableCollections$ListN CollSer RegularEnumSet Comparator Arrays$ArrayList"
                + " SimpleTimeZone,java.util.concurrent:ConcurrentHashMap ConcurrentSkipListMap"
                + " ConcurrentHashMap$KeySetView LinkedBlockingQueue CopyOnWriteArraySet,java.time:"
                + "Duration Instant Ser ZoneId ZoneRegion Period Year ZonedDateTime,java.math:"
                + "BigDecimal BigInteger MathContext,java.net:URI URL,java.nio.charset:Charset,"
                + "java.util.regex:Pattern,java.util.concurrent.atomic:AtomicReference AtomicLong,"
                + "java.sql:Timestamp")
            .split(",", -1)) {
      int colon = name.indexOf(':');
      for (String simple : name.substring(colon + 1).split(" ", -1)) {
        names.add(name.substring(0, colon) + "." + simple);
      }
    }
    return List.copyOf(names);
  }
}
