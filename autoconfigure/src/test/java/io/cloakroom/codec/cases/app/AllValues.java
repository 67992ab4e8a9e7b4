package io.cloakroom.codec.cases.app;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.Date;
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
import java.util.regex.Pattern;

/** A field of every type of value, declared as what it is and as something wider. */
public class AllValues implements Serializable {

  byte aByte = -7;
  short aShort = 30_000;
  char aChar = 'ß';
  int anInt = Integer.MIN_VALUE;
  long aLong = Long.MAX_VALUE;
  float aFloat = 0.1f;
  double aDouble = 0.1 + 0.2;
  boolean aBoolean = true;

  Byte boxedByte = 7;
  Short boxedShort = 8;
  Character boxedChar = '\u0000';
  Integer boxedInt = 9;
  Long boxedLong = 10L;
  Float boxedFloat = Float.MIN_VALUE;
  Double boxedDouble = Double.NaN;
  Boolean boxedBoolean = false;

  Object objectByte = (byte) 7;
  Object objectShort = (short) 8;
  Object objectChar = 'x';
  Object objectInt = 9;
  Object objectLong = 10L;
  Object objectFloat = 1.5f;
  Object objectDouble = 2.5d;
  Object objectInfinity = Double.NEGATIVE_INFINITY;
  Object objectFloatNaN = Float.NaN;
  Object objectBoolean = true;
  Object objectString = "string";
  Object objectNull;

  Number numberLong = 5L;
  Number numberDecimal = new BigDecimal("1.10");
  Number numberInteger = new BigInteger("123456789012345678901234567890");
  Object objectDecimal = new BigDecimal("1E+5");
  Object objectInteger = BigInteger.TWO;
  BigDecimal decimal = new BigDecimal("12345678901234567890.123456789000");
  BigInteger integer = BigInteger.ONE.shiftLeft(200);

  byte[] bytes = {0, 1, -1, 127};
  char[] chars = {'a', '\u20ac'};
  int[] ints = {1, 2};
  long[] longs = {Long.MIN_VALUE};
  double[] doubles = {1.5, -0.0};
  float[] floats = {1f};
  short[] shorts = {1};
  boolean[] booleans = {true, false};
  String[] strings = {"a", null};
  Object[] objects = {1, 2L, "x", null, new int[] {1}};
  int[][] grid = {{1}, {2, 3}};
  Object objectLongs = new long[] {1, 2};
  Integer[] boxedInts = {1, null};

  UUID uuid = new UUID(1, 2);
  Object objectUuid = new UUID(3, 4);
  Locale locale = Locale.GERMANY;
  Object objectLocale = Locale.CANADA_FRENCH;
  Object objectRootLocale = Locale.ROOT;
  Currency currency = Currency.getInstance("USD");
  Object objectCurrency = Currency.getInstance("USD");
  URI uri = URI.create("https://example.org/a?b=c#d");
  Object objectUri = URI.create("https://example.org/a?b=c#d");
  TimeZone timeZone = TimeZone.getTimeZone("Europe/Berlin");
  Class<?> type = String.class;
  Charset charset = StandardCharsets.UTF_8;
  Pattern pattern = Pattern.compile("a+b", Pattern.CASE_INSENSITIVE);

  CharSequence charSequence = "chars";
  Comparable<?> comparable = 3L;
  Serializable serializable = "serializable";
  StringBuilder builder = new StringBuilder("builder");
  Object objectBuilder = new StringBuilder("redliub").reverse();

  Optional<Long> optionalLong = Optional.of(5L);
  Optional<Object> optionalObject = Optional.of(6L);
  Optional<String> optionalEmpty = Optional.empty();
  OptionalInt optionalPrimitive = OptionalInt.of(3);
  OptionalLong optionalPrimitiveEmpty = OptionalLong.empty();

  Date date = Date.from(Instant.ofEpochMilli(1_700_000_000_123L));
  Object objectDate = Date.from(Instant.ofEpochMilli(5));

  AtomicInteger atomicInt = new AtomicInteger(5);
  AtomicLong atomicLong = new AtomicLong(6);
  AtomicBoolean atomicBoolean = new AtomicBoolean(true);
  AtomicReference<Object> atomicReference = new AtomicReference<>(7L);
  Object objectAtomicInt = new AtomicInteger(8);
}
