package io.cloakroom.codec;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values and collections of the JDK, and what JDK serialization writes in their place. */
final class JdkTypes {

  private static final Pattern SPACE = Pattern.compile(" ");

  private static final Set<String> NAMES =
      of(
          """
          java.lang: Boolean Byte Character Class Double Enum Float Integer Long Number Object Short String
          java.lang: StringBuffer StringBuilder
          java.lang: ArithmeticException ClassCastException Error Exception IllegalArgumentException
          java.lang: IllegalStateException IndexOutOfBoundsException NullPointerException NumberFormatException
          java.lang: RuntimeException SecurityException StackTraceElement Throwable UnsupportedOperationException
          java.io: IOException InvalidClassException NotSerializableException ObjectStreamException UncheckedIOException
          java.math: BigDecimal BigInteger MathContext RoundingMode
          java.net: Inet4Address Inet6Address InetAddress InetSocketAddress URI URL
          java.nio.charset: Charset
          java.sql: Date Time Timestamp
          java.time: DayOfWeek Duration Instant LocalDate LocalDateTime LocalTime Month MonthDay OffsetDateTime
          java.time: OffsetTime Period Ser Year YearMonth ZoneId ZoneOffset ZoneRegion ZonedDateTime
          java.util: AbstractCollection AbstractList AbstractMap AbstractSet AbstractMap$SimpleEntry
          java.util: AbstractMap$SimpleImmutableEntry AbstractQueue AbstractSequentialList
          java.util: ArrayDeque ArrayList Arrays$ArrayList BitSet Calendar CollSer Collection Comparator Currency
          java.util: Date Deque Dictionary EnumMap EnumSet EnumSet$SerializationProxy GregorianCalendar HashMap
          java.util: HashSet Hashtable JumboEnumSet LinkedHashMap LinkedHashSet LinkedList List Locale Map
          java.util: Map$Entry NavigableMap NavigableSet Optional OptionalDouble OptionalInt OptionalLong
          java.util: PriorityQueue Properties Queue RegularEnumSet Set SimpleTimeZone SortedMap SortedSet Stack
          java.util: TimeZone TreeMap TreeSet UUID Vector
          java.util: Collections$CopiesList Collections$EmptyList Collections$EmptyMap Collections$EmptySet
          java.util: Collections$ReverseComparator Collections$ReverseComparator2 Collections$SetFromMap
          java.util: Collections$SingletonList Collections$SingletonMap Collections$SingletonSet
          java.util: Collections$SynchronizedCollection Collections$SynchronizedList Collections$SynchronizedMap
          java.util: Collections$SynchronizedRandomAccessList Collections$SynchronizedSet
          java.util: Collections$UnmodifiableCollection Collections$UnmodifiableList Collections$UnmodifiableMap
          java.util: Collections$UnmodifiableRandomAccessList Collections$UnmodifiableSet
          java.util: Collections$UnmodifiableSortedMap Collections$UnmodifiableSortedSet
          java.util: ImmutableCollections$List12 ImmutableCollections$ListN ImmutableCollections$Map1
          java.util: ImmutableCollections$MapN ImmutableCollections$Set12 ImmutableCollections$SetN
          java.lang: String$CaseInsensitiveComparator
          java.util.concurrent: ConcurrentHashMap ConcurrentHashMap$CollectionView ConcurrentHashMap$KeySetView
          java.util.concurrent: ConcurrentHashMap$Segment ConcurrentLinkedDeque ConcurrentLinkedQueue ConcurrentMap
          java.util.concurrent: ConcurrentSkipListMap ConcurrentSkipListSet CopyOnWriteArrayList
          java.util.concurrent: CopyOnWriteArraySet LinkedBlockingQueue TimeUnit
          java.util.concurrent.atomic: AtomicBoolean AtomicInteger AtomicLong AtomicReference
          java.util.concurrent.locks: AbstractOwnableSynchronizer AbstractQueuedSynchronizer ReentrantLock
          java.util.concurrent.locks: ReentrantLock$NonfairSync ReentrantLock$Sync
          java.util.regex: Pattern
          sun.util.calendar: ZoneInfo
          """);

  private JdkTypes() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /** Takes lines of a package and the names of its classes. */
  private static Set<String> of(String lines) {
    return lines
        .lines()
        .flatMap(
            line -> {
              int colon = line.indexOf(": ");
              return SPACE
                  .splitAsStream(line.substring(colon + 2))
                  .map(name -> line.substring(0, colon) + "." + name);
            })
        .collect(Collectors.toUnmodifiableSet());
  }
}
