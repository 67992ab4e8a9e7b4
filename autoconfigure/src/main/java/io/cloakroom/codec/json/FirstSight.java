package io.cloakroom.codec.json;

import java.io.Writer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.SerializationContext;

/** Notes of which classes objects are written for the first time. */
final class FirstSight extends JsonGeneratorDelegate {

  private final Set<Class<?>> proven;
  private final Set<Class<?>> seen;

  /**
   * Listens to a generator.
   *
   * @param proven classes that need no note
   */
  FirstSight(JsonGenerator json, Set<Class<?>> proven) {
    this(json, proven, new HashSet<>());
  }

  private FirstSight(JsonGenerator json, Set<Class<?>> proven, Set<Class<?>> seen) {
    super(json, false);
    this.proven = proven;
    this.seen = seen;
  }

  /** Returns a generator for a part that is written apart, with the same notes. */
  static JsonGenerator sameAs(JsonGenerator json, SerializationContext context, Writer to) {
    JsonGenerator plain = context.tokenStreamFactory().createGenerator(context, to);
    return json instanceof FirstSight listening
        ? new FirstSight(plain, listening.proven, listening.seen)
        : plain;
  }

  /** Returns the classes that are not proven yet. */
  Set<Class<?>> seen() {
    return seen;
  }

  @Override
  public JsonGenerator writeStartObject(@Nullable Object of) {
    note(of);
    return super.writeStartObject(of);
  }

  @Override
  public JsonGenerator writeStartObject(@Nullable Object of, int size) {
    note(of);
    return super.writeStartObject(of, size);
  }

  @Override
  public JsonGenerator writeStartArray(@Nullable Object of) {
    note(of);
    return super.writeStartArray(of);
  }

  @Override
  public JsonGenerator writeStartArray(@Nullable Object of, int size) {
    note(of);
    return super.writeStartArray(of, size);
  }

  private void note(@Nullable Object of) {
    if (of != null && !proven.contains(of.getClass())) {
      seen.add(of.getClass());
    }
  }
}
