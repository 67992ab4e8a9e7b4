package io.cloakroom.codec.json;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Calls {@code readResolve()} on what was read, as JDK serialization does. */
final class ResolvingReader extends DelegatingDeserializer {

  private final transient Method readResolve;

  ResolvingReader(ValueDeserializer<?> reader, Method readResolve) {
    super(reader);
    this.readResolve = readResolve;
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
    return new ResolvingReader(reader, readResolve);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    Object read = super.deserialize(parser, context);
    try {
      return readResolve.invoke(read);
    } catch (ReflectiveOperationException e) {
      return context.handleInstantiationProblem(handledType(), null, e);
    }
  }
}
