package io.cloakroom.codec.json;

import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads what {@link ThrowableWriter} writes. The stack trace is empty. */
final class ThrowableReader extends StdDeserializer<Throwable> {

  static final String MESSAGE = "message";
  static final String ERROR = "error";

  ThrowableReader(JavaType type) {
    super(type);
  }

  /**
   * Returns the constructor that takes a message, null if {@link OAuth2Exceptions} makes it.
   *
   * @throws RefusedValueException if there is none
   */
  static @Nullable Constructor<?> constructorOf(Class<?> type) {
    if (OAuth2Exceptions.makes(type)) {
      return null;
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      Class<?>[] parameters = constructor.getParameterTypes();
      boolean message = parameters.length > 0 && parameters[0] == String.class;
      boolean cause = parameters.length == 2 && parameters[1] == Throwable.class;
      if (message && (parameters.length == 1 || cause)) {
        return constructor;
      }
    }
    throw new RefusedValueException(
        type,
        "is an exception without a constructor of (String) or (String, Throwable); add one, or name it in cloakroom.serialization.java-classes");
  }

  @Override
  public @Nullable Throwable deserialize(JsonParser parser, DeserializationContext context) {
    String message = null;
    Object error = null;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      parser.nextToken();
    }
    for (; parser.currentToken() == JsonToken.PROPERTY_NAME; parser.nextToken()) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(MESSAGE) && parser.currentToken() == JsonToken.VALUE_STRING) {
        message = parser.getString();
      } else if (name.equals(ERROR)) {
        error = context.readValue(parser, Object.class);
      } else {
        parser.skipChildren();
      }
    }
    try {
      Throwable thrown = make(message, error);
      thrown.setStackTrace(new StackTraceElement[0]);
      return thrown;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return (Throwable) context.handleInstantiationProblem(handledType(), null, e);
    }
  }

  private Throwable make(@Nullable String message, @Nullable Object error)
      throws ReflectiveOperationException {
    Constructor<?> constructor = constructorOf(handledType());
    if (constructor == null) {
      return (Throwable) OAuth2Exceptions.make(message, error);
    }
    if (constructor.getDeclaringClass().getModule() != Object.class.getModule()) {
      constructor.setAccessible(true);
    }
    return (Throwable)
        (constructor.getParameterCount() == 1
            ? constructor.newInstance(message)
            : constructor.newInstance(message, null));
  }
}
