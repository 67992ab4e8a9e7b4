package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.SessionId;
import io.cloakroom.container.AttributeContainer;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns sessions into claims (RFC 7519) and back: the registered ones, with times in seconds to the
 * millisecond, and those of Cloakroom, with times in milliseconds. In one order, so that one
 * session is one text.
 */
final class TokenCodec {

  private static final String ISSUER = "cloakroom";
  private static final int MILLIS = 3;

  private static final String LINEAGE = "lin";
  private static final String VERSION = "ver";
  private static final String CREATED = "cre";
  private static final String ACCESSED = "acc";
  private static final String IDLE = "idl";
  private static final String ENDS = "end";
  private static final String EPOCH = "epo";
  private static final String ATTRIBUTES = "att";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String audience;

  /**
   * Makes a codec.
   *
   * @param audience name of the application, which reads no other one's tokens
   */
  TokenCodec(String audience) {
    this.audience = audience;
  }

  /**
   * Writes claims.
   *
   * @throws io.cloakroom.SessionStoreRejectedException if an attribute cannot be written as text
   */
  byte[] encode(SessionToken token) {
    Map<String, byte[]> inOrder = new TreeMap<>(token.attributes());
    String attributes = AttributeContainer.join(token.id().key(), inOrder, inOrder.keySet());
    ByteArrayOutputStream claims = new ByteArrayOutputStream();
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), claims, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringProperty("iss", ISSUER);
      json.writeStringProperty("aud", audience);
      if (token.principal() != null) {
        json.writeStringProperty("sub", token.principal());
      }
      json.writeNumberProperty("iat", seconds(token.issuedAt()));
      json.writeNumberProperty("nbf", seconds(token.notBefore()));
      json.writeNumberProperty("exp", seconds(token.expiresAt()));
      json.writeStringProperty("jti", token.id().value());
      json.writeStringProperty(LINEAGE, token.lineage());
      json.writeNumberProperty(VERSION, token.version());
      json.writeNumberProperty(CREATED, token.createdAt().toEpochMilli());
      json.writeNumberProperty(ACCESSED, token.accessedAt().toEpochMilli());
      json.writeNumberProperty(IDLE, token.idle().toMillis());
      Instant endsAt = token.endsAt();
      if (endsAt != null) {
        json.writeNumberProperty(ENDS, endsAt.toEpochMilli());
      }
      if (token.epoch() != 0) {
        json.writeNumberProperty(EPOCH, token.epoch());
      }
      json.writeName(ATTRIBUTES);
      json.writeRawValue(attributes);
      json.writeEndObject();
    }
    return claims.toByteArray();
  }

  /**
   * Reads claims. Those that it does not know are for newer nodes, and left out.
   *
   * @param claims anything that was sealed with a key of the ring, for whatever purpose
   * @throws RefusedTicketException unless they are a session of this application
   */
  SessionToken decode(byte[] claims) throws RefusedTicketException {
    Claims read = read(new String(claims, UTF_8));
    if (!ISSUER.equals(read.texts.get("iss"))) {
      throw new RefusedTicketException(Fault.ISSUER);
    }
    if (!audience.equals(read.texts.get("aud"))) {
      throw new RefusedTicketException(Fault.AUDIENCE);
    }
    SessionId id = SessionId.parse(read.texts.get("jti"));
    Map<String, byte[]> attributes = read.attributes;
    if (id == null || attributes == null) {
      throw new RefusedTicketException(Fault.CLAIMS);
    }
    return new SessionToken(
        id,
        read.text(LINEAGE),
        read.number(VERSION),
        Instant.ofEpochMilli(read.number(CREATED)),
        Instant.ofEpochMilli(read.number(ACCESSED)),
        read.duration(IDLE),
        read.numbers.containsKey(ENDS) ? Instant.ofEpochMilli(read.number(ENDS)) : null,
        read.texts.get("sub"),
        read.numbers.containsKey(EPOCH) ? read.number(EPOCH) : 0,
        read.time("iat"),
        read.time("nbf"),
        read.time("exp"),
        attributes);
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), MILLIS);
  }

  private static Claims read(String text) throws RefusedTicketException {
    Claims claims = new Claims();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new RefusedTicketException(Fault.CLAIMS);
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          claims.texts.put(name, json.getString());
        } else if (value.isNumeric()) {
          claims.numbers.put(name, json.getDecimalValue());
        } else if (value == JsonToken.START_OBJECT && name.equals(ATTRIBUTES)) {
          claims.attributes = AttributeContainer.read(json, text);
        } else {
          json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new RefusedTicketException(Fault.CLAIMS);
      }
    } catch (JacksonException | NumberFormatException malformed) {
      // The latter for an exponent beyond what a BigDecimal can have.
      throw new RefusedTicketException(Fault.CLAIMS);
    }
    return claims;
  }

  /** What was read, by names. */
  private static final class Claims {

    /** In years 1970 to 9999, as all that is written. */
    private static final BigDecimal MOST = new BigDecimal("253402300799999");

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, BigDecimal> numbers = new HashMap<>();
    private @Nullable Map<String, byte[]> attributes;

    String text(String name) throws RefusedTicketException {
      String text = texts.get(name);
      if (text == null) {
        throw new RefusedTicketException(Fault.CLAIMS);
      }
      return text;
    }

    long number(String name) throws RefusedTicketException {
      return milli(numbers.get(name), 0);
    }

    /** Those that never end may have a negative one. */
    Duration duration(String name) throws RefusedTicketException {
      BigDecimal number = numbers.get(name);
      if (number != null && number.signum() < 0) {
        return Duration.ofMillis(milli(number.negate(), 0)).negated();
      }
      return Duration.ofMillis(milli(number, 0));
    }

    Instant time(String name) throws RefusedTicketException {
      return Instant.ofEpochMilli(milli(numbers.get(name), MILLIS));
    }

    private static long milli(@Nullable BigDecimal number, int factor)
        throws RefusedTicketException {
      // One with a thousand million digits would take as long to be computed.
      BigDecimal shifted =
          number == null || Math.abs((long) number.scale()) > MOST.precision()
              ? null
              : number.scaleByPowerOfTen(factor);
      if (shifted == null || shifted.signum() < 0 || shifted.compareTo(MOST) > 0) {
        throw new RefusedTicketException(Fault.CLAIMS);
      }
      return shifted.longValue();
    }
  }
}
