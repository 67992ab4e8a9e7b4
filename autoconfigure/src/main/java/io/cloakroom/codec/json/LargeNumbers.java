package io.cloakroom.codec.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Numbers that do not take years to add: {@code 1e999999999} is short, until it is used. */
final class LargeNumbers {

  /** How many characters a number may have. */
  static final int MAX_LENGTH = 200;

  private static final int MAX_SCALE = 1000;

  private LargeNumbers() {}

  private static void check(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      throw new RefusedValueException(
          BigDecimal.class, "has a scale of " + number.scale() + ", more than " + MAX_SCALE);
    }
  }

  private static void checkLength(Number number) {
    int length = number.toString().length();
    if (length > MAX_LENGTH) {
      throw new RefusedValueException(
          number.getClass(), "has " + length + " characters, more than " + MAX_LENGTH);
    }
  }

  static final class DecimalWriter extends StdScalarSerializer<BigDecimal> {

    DecimalWriter() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal number, JsonGenerator json, SerializationContext context) {
      check(number);
      checkLength(number);
      json.writeNumber(number);
    }
  }

  static final class IntegerWriter extends StdScalarSerializer<BigInteger> {

    IntegerWriter() {
      super(BigInteger.class);
    }

    @Override
    public void serialize(BigInteger number, JsonGenerator json, SerializationContext context) {
      checkLength(number);
      json.writeNumber(number);
    }
  }

  static final class DecimalReader extends StdScalarDeserializer<BigDecimal> {

    DecimalReader() {
      super(BigDecimal.class);
    }

    @Override
    public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.currentToken().isNumeric()) {
        return (BigDecimal) context.handleUnexpectedToken(getValueType(context), parser);
      }
      BigDecimal number = parser.getDecimalValue();
      check(number);
      return number;
    }
  }
}
