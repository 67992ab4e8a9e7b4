package io.cloakroom.codec.json;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.SerializationContext;

/**
 * Notes of which classes objects are written for the first time, and where: a class that comes back
 * by itself need not in a field of another, since the field's declaration shapes what is written.
 */
final class FirstSight extends JsonGeneratorDelegate {

  private final Set<Sight> proven;
  private final Set<Sight> seen;
  private final Sight outer;
  private final int outerDepth;

  /**
   * Where a class was seen.
   *
   * @param holder class of the nearest object with fields around it, null if there is none
   * @param field of the holder, also if containers are in between
   * @param type that was seen
   */
  record Sight(@Nullable Class<?> holder, @Nullable String field, Class<?> type) {

    /** As any record's, without its method handles: each object that is written is looked up. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Sight sight
          && type == sight.type
          && holder == sight.holder
          && Objects.equals(field, sight.field);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * type.hashCode() + Objects.hashCode(holder)) + Objects.hashCode(field);
    }
  }

  /**
   * Listens to a generator.
   *
   * @param proven what needs no note
   */
  FirstSight(JsonGenerator json, Set<Sight> proven) {
    this(json, proven, new HashSet<>(), new Sight(null, null, Object.class), 0);
  }

  private FirstSight(
      JsonGenerator json, Set<Sight> proven, Set<Sight> seen, Sight outer, int outerDepth) {
    super(json, false);
    this.proven = proven;
    this.seen = seen;
    this.outer = outer;
    this.outerDepth = outerDepth;
  }

  /** Returns a generator for a part that is written apart, with the same notes. */
  static JsonGenerator sameAs(JsonGenerator json, SerializationContext context, BoundedText to) {
    JsonGenerator plain = context.tokenStreamFactory().createGenerator(context, to);
    return json instanceof FirstSight listening
        ? new FirstSight(
            plain,
            listening.proven,
            listening.seen,
            listening.sightOf(Object.class),
            listening.depth())
        : plain;
  }

  /** Returns what is not proven yet. */
  Set<Sight> seen() {
    return seen;
  }

  @Override
  public WritableTypeId writeTypePrefix(WritableTypeId id) {
    if (id.valueShape.isScalarValue()) {
      note(id.forValue);
    }
    return super.writeTypePrefix(id);
  }

  @Override
  public JsonGenerator writeStartObject(@Nullable Object of) {
    note(of);
    checkDepth();
    return super.writeStartObject(of);
  }

  @Override
  public JsonGenerator writeStartObject(@Nullable Object of, int size) {
    note(of);
    checkDepth();
    return super.writeStartObject(of, size);
  }

  @Override
  public JsonGenerator writeStartArray() {
    checkDepth();
    return super.writeStartArray();
  }

  @Override
  public JsonGenerator writeStartArray(@Nullable Object of) {
    note(of);
    checkDepth();
    return super.writeStartArray(of);
  }

  @Override
  public JsonGenerator writeStartArray(@Nullable Object of, int size) {
    note(of);
    checkDepth();
    return super.writeStartArray(of, size);
  }

  private void note(@Nullable Object of) {
    if (of != null) {
      Sight sight = sightOf(of.getClass());
      if (!proven.contains(sight)) {
        seen.add(sight);
      }
    }
  }

  private Sight sightOf(Class<?> type) {
    for (TokenStreamContext at = streamWriteContext(); at != null; at = at.getParent()) {
      Object holder = at.currentValue();
      if (holder != null && at.inObject() && !(holder instanceof Map)) {
        return new Sight(holder.getClass(), at.currentName(), type);
      }
    }
    return new Sight(outer.holder, outer.field, type);
  }

  /** A generator for a part knows nothing of how deep that is: what is read is one text. */
  private void checkDepth() {
    if (depth() >= SessionMapper.MAX_DEPTH) {
      throw new RefusedValueException(Reasons.TOO_DEEP);
    }
  }

  private int depth() {
    return outerDepth + streamWriteContext().getNestingDepth();
  }
}
