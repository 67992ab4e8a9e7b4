package io.cloakroom.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.AttributeEncodingException;
import io.cloakroom.codec.ClassAllowList;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would come back as something else is refused, also if its class came back before. */
class LossTests {

  private final JacksonAttributeCodec codec =
      new JacksonAttributeCodec(
          new ClassAllowList(List.of("io.cloakroom.codec.json")),
          LossTests.class.getClassLoader(),
          Map.of());

  @ParameterizedTest
  @MethodSource("lossy")
  void valueThatIsMoreThanWhatIsStoredIsRefused(Object value) {
    codec.encode("harmless", Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("a", 1))));
    codec.encode("harmless", new Properties());
    codec.encode("harmless", TimeZone.getTimeZone("Europe/Paris"));

    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec.encode("lossy", value))
        .withMessageContaining("'lossy'");
  }

  static List<Object> lossy() {
    Properties defaults = new Properties();
    defaults.setProperty("a", "b");
    Properties number = new Properties();
    number.put("a", 1);
    Map<String, Integer> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    GregorianCalendar alwaysGregorian = new GregorianCalendar();
    alwaysGregorian.setGregorianChange(Date.from(Instant.EPOCH));
    IdentityHashMap<String, Integer> identities = new IdentityHashMap<>();
    identities.put("a", 1);
    return List.of(
        new Money(),
        new LabelledDate(),
        new Labelled(),
        List.of(new Money()),
        new Properties(defaults),
        number,
        Collections.unmodifiableMap(ignoringCase),
        Collections.unmodifiableMap(Collections.unmodifiableMap(ignoringCase)),
        Collections.synchronizedMap(new TreeMap<>(Map.of("a", 1))),
        Collections.unmodifiableMap(identities),
        Collections.newSetFromMap(new IdentityHashMap<>()),
        Collections.newSetFromMap(new WeakHashMap<>()),
        Collections.synchronizedSet(new TreeSet<>(List.of("a"))),
        Collections.unmodifiableSet(new TreeSet<>(String.CASE_INSENSITIVE_ORDER)),
        Collections.unmodifiableSet(ignoringCase.keySet()),
        Collections.unmodifiableSet(Collections.newSetFromMap(new IdentityHashMap<>())),
        new LinkedBlockingQueue<>(3),
        new SimpleTimeZone(3_600_000, "Europe/Paris"),
        new SimpleTimeZone(3_600_000, "Mine"),
        new GregorianCalendar(new SimpleTimeZone(3_600_000, "Mine")),
        alwaysGregorian);
  }

  @Test
  void classIsProvenInEachFieldThatHoldsIt() {
    codec.encode("empty", new Fields());
    codec.encode("longs", new Long[] {1L});
    Fields fields = new Fields();
    fields.objects = new Long[] {1L};

    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec.encode("fields", fields))
        .withMessageContaining("objects");
  }

  @Test
  void collectionIsWrittenByItsClassAndNotByThatOfItsField() {
    Fields fields = new Fields();
    fields.set = new LinkedHashSet<>(List.of(2, 1));
    Set<Object> large = new HashSet<>(4096);
    for (long i = 0; i < 300; i++) {
      large.add(i * 7919);
    }
    fields.any = large;
    byte[] encoded = codec.encode("fields", fields);

    Fields read = (Fields) codec.decode("fields", encoded);

    assertThat(new ArrayList<>(read.set)).containsExactly(2, 1);
    assertThat(read.any).isEqualTo(large);
    assertThat(codec.encode("fields", read)).isEqualTo(encoded);
  }

  @Test
  @SuppressWarnings("JdkObsolete")
  void orderIsKeptInSetsMadeOfMapsAndInViewsOfLinkedLists() {
    Set<String> linked = Collections.newSetFromMap(new LinkedHashMap<>());
    for (int i = 0; i < 50; i++) {
      linked.add("k" + i * 7919);
    }

    assertThat(((Set<?>) back(linked)).toArray()).isEqualTo(linked.toArray());
    assertThat(back(Collections.unmodifiableList(new LinkedList<>(List.of("a")))))
        .isEqualTo(List.of("a"))
        .hasSameClassAs(Collections.unmodifiableList(new LinkedList<>()));
  }

  @Test
  void concurrentSetStaysOne() {
    Set<String> set = Collections.newSetFromMap(new ConcurrentHashMap<>());
    set.add("a");

    assertThat(back(set)).isEqualTo(set).isInstanceOf(ConcurrentHashMap.KeySetView.class);
  }

  @Test
  void timesOfSqlComeBackToTheNanosecond() {
    Timestamp nanos = new Timestamp(-1);
    nanos.setNanos(123_456_789);

    assertThat(back(nanos)).isEqualTo(nanos);
    assertThat(back(new Time(5))).isEqualTo(new Time(5));
    assertThat(((java.sql.Date) back(new java.sql.Date(5))).getTime()).isEqualTo(5);
  }

  @Test
  void addressComesBackWithItsNameAndWithoutAskingForIt() throws Exception {
    InetAddress address = InetAddress.getByAddress("nowhere.invalid", new byte[] {1, 2, 3, -4});
    byte[] v6 = {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    assertThat(back(address)).hasToString("nowhere.invalid/1.2.3.252");
    assertThat(back(InetAddress.getByAddress(v6))).isEqualTo(InetAddress.getByAddress(v6));
    assertThat(back(new InetSocketAddress(address, 80)))
        .isEqualTo(new InetSocketAddress(address, 80));
    assertThat(back(InetSocketAddress.createUnresolved("nowhere.invalid", 80)))
        .isEqualTo(InetSocketAddress.createUnresolved("nowhere.invalid", 80));
  }

  /** Sets are written apart, each from its own beginning. */
  @Test
  void depthIsCountedThroughSets() {
    codec.encode("flat", new HashSet<>(List.of(1, "a")));
    Object nested = "core";
    for (int i = 0; i < 60; i++) {
      nested = new HashSet<>(Set.of(nested, 1));
    }
    Object deep = nested;

    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec.encode("deep", deep))
        .withMessageContaining("nested more than 100 deep");
  }

  /** Not an argument of the test, which would be described. */
  @Test
  void fewObjectsThatAreATextWithoutEndAreRefusedEarly() {
    Object doubled = "core";
    for (int i = 0; i < 30; i++) {
      doubled = new ArrayList<>(List.of(doubled, doubled));
    }

    for (Object value : List.of(doubled, Collections.nCopies(Integer.MAX_VALUE, "x"))) {
      assertThatExceptionOfType(AttributeEncodingException.class)
          .isThrownBy(() -> codec.encode("graph", value))
          .withMessageContaining("more than 16 MB");
    }
  }

  private Object back(Object value) {
    return codec.decode("a", codec.encode("a", value));
  }

  static final class Fields implements Serializable {
    Object @Nullable [] objects;
    HashSet<Object> set = new HashSet<>();
    @Nullable Set<?> any;
  }

  /** Is more than a number. */
  static final class Money extends Number {

    final BigDecimal amount = BigDecimal.TEN;
    final String currency = "EUR";

    @Override
    public int intValue() {
      return amount.intValue();
    }

    @Override
    public long longValue() {
      return amount.longValue();
    }

    @Override
    public float floatValue() {
      return amount.floatValue();
    }

    @Override
    public double doubleValue() {
      return amount.doubleValue();
    }
  }

  static final class LabelledDate extends Date {
    final String label = "due";
  }

  static final class Labelled extends AtomicReference<String> {
    final String label = "due";
  }
}
