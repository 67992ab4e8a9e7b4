package io.cloakroom.codec.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Trees of what sessions hold: values and collections of the JDK, records and beans. */
final class Values {

  private static final int DEPTH = 3;

  private Values() {}

  static Arbitrary<Object> any() {
    return Arbitraries.lazyOf(Values::scalar, () -> tree(DEPTH));
  }

  static Arbitrary<Object> containers() {
    return container(tree(DEPTH - 1), text(), text(), scalar());
  }

  /** Returns values that are made of one string, but for the names of what is in them. */
  static Arbitrary<Object> secrets(String secret) {
    return container(
        Arbitraries.just((Object) secret),
        Arbitraries.just(secret),
        names(),
        Arbitraries.integers().asGeneric());
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "c", "#", "@class");
  }

  static Arbitrary<String> text() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(20)
        .filter(text -> text.codePoints().noneMatch(Values::isSurrogate));
  }

  private static Arbitrary<Object> tree(int depth) {
    return depth == 0
        ? scalar()
        : Arbitraries.frequencyOf(
            Tuple.of(2, scalar()),
            Tuple.of(
                3,
                Arbitraries.lazy(
                    () -> container(tree(depth - 1), text(), text(), tree(depth - 1)))));
  }

  private static Arbitrary<Object> container(
      Arbitrary<Object> element,
      Arbitrary<String> text,
      Arbitrary<String> names,
      Arbitrary<Object> keys) {
    Arbitrary<List<Object>> elements = element.list().ofMaxSize(4);
    Arbitrary<Map<String, Object>> named = Arbitraries.maps(names, element).ofMaxSize(4);
    return Arbitraries.oneOf(
        elements.map(ArrayList::new),
        elements.map(List::copyOf),
        elements.map(each -> Arrays.asList(each.toArray())),
        elements.map(each -> Collections.unmodifiableList(new ArrayList<>(each))),
        elements.map(HashSet::new),
        elements.map(LinkedHashSet::new),
        elements.map(Set::copyOf),
        text.set().ofMaxSize(4).map(TreeSet::new),
        named.map(HashMap::new),
        named.map(LinkedHashMap::new),
        named.map(TreeMap::new),
        named.map(ConcurrentHashMap::new),
        named.map(Map::copyOf),
        Arbitraries.maps(keys, element).ofMaxSize(3).map(HashMap::new),
        Arbitraries.maps(Arbitraries.of(DayOfWeek.class), element).map(Values::week),
        Combinators.combine(text, Arbitraries.longs(), element).as(Shelf::of),
        Combinators.combine(
                text, Arbitraries.integers(), instants(), text.list().ofMaxSize(3), element)
            .as(Parcel::new),
        text.map(code -> new Voucher(code, code.length())));
  }

  private static Object week(Map<DayOfWeek, Object> days) {
    Map<DayOfWeek, Object> week = new EnumMap<>(DayOfWeek.class);
    week.putAll(days);
    return week;
  }

  private static Arbitrary<Object> scalar() {
    return Arbitraries.oneOf(
        text().asGeneric(),
        Arbitraries.of(true, false).asGeneric(),
        Arbitraries.chars().filter(c -> !Character.isSurrogate(c)).asGeneric(),
        Arbitraries.bytes().asGeneric(),
        Arbitraries.shorts().asGeneric(),
        Arbitraries.integers().asGeneric(),
        Arbitraries.longs().asGeneric(),
        Arbitraries.floats().asGeneric(),
        Arbitraries.doubles().asGeneric(),
        Arbitraries.of(Float.NaN, Float.NEGATIVE_INFINITY, -0f).asGeneric(),
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0d).asGeneric(),
        decimals().asGeneric(),
        bigIntegers().asGeneric(),
        instants().asGeneric(),
        instants().map(at -> at.atZone(ZoneId.of("Asia/Kolkata"))).asGeneric(),
        instants().map(at -> at.atOffset(ZoneOffset.ofHoursMinutes(5, 45))).asGeneric(),
        instants().map(at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC)).asGeneric(),
        instants().map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC)).asGeneric(),
        Arbitraries.longs().between(-(1L << 45), 1L << 45).map(Date::new).asGeneric(),
        Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(0, 999_999_999))
            .as(Duration::ofSeconds)
            .asGeneric(),
        Arbitraries.integers().map(Period::ofDays).asGeneric(),
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new).asGeneric(),
        Arbitraries.of(Locale.getAvailableLocales()).asGeneric(),
        Arbitraries.of(Currency.getAvailableCurrencies()).asGeneric(),
        Arbitraries.of(URI.create("http://example.org/a?b=c#d"), URI.create("urn:x:y")).asGeneric(),
        Arbitraries.of(DayOfWeek.class).asGeneric());
  }

  private static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs()
                .between(-62_000_000_000L, 250_000_000_000L)
                .withDistribution(RandomDistribution.uniform()),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  private static Arbitrary<BigInteger> bigIntegers() {
    return Arbitraries.bigIntegers()
        .between(BigInteger.TEN.pow(150).negate(), BigInteger.TEN.pow(150));
  }

  private static Arbitrary<BigDecimal> decimals() {
    return Combinators.combine(bigIntegers(), Arbitraries.integers().between(-40, 40))
        .as(BigDecimal::new);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
