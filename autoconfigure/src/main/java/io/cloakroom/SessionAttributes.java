package io.cloakroom;

import io.cloakroom.Attribute.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one session during one request: each is decoded when it is first read, and each
 * change is found when it is saved. Guarded by the session that owns it.
 */
final class SessionAttributes {

  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final String lineage;
  private final AttributeCodec codec;
  private final AttributeSeal seal;
  private final AttributeProblems problems;
  private final boolean detectMutations;

  SessionAttributes(
      Map<String, byte[]> stored,
      String lineage,
      AttributeCodec codec,
      AttributeSeal seal,
      AttributeProblems problems,
      boolean detectMutations) {
    stored.forEach((name, bytes) -> attributes.put(name, Attribute.stored(bytes)));
    this.lineage = lineage;
    this.codec = codec;
    this.seal = seal;
    this.problems = problems;
    this.detectMutations = detectMutations;
  }

  Set<String> names() {
    Set<String> names = new HashSet<>();
    attributes.forEach(
        (name, attribute) -> {
          if (!attribute.is(State.REMOVED)) {
            names.add(name);
          }
        });
    return Set.copyOf(names);
  }

  List<Object> values() {
    List<Object> values = new ArrayList<>();
    for (Attribute attribute : attributes.values()) {
      Object value = attribute.value();
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  @Nullable Object get(SessionKey session, String name) {
    Attribute attribute = attributes.get(name);
    if (attribute == null) {
      return null;
    }
    byte[] stored = attribute.stored();
    if (attribute.is(State.STORED) && stored != null) {
      try {
        byte[] opened = opened(name, attribute, stored);
        attribute.read(codec.decode(name, opened), opened);
      } catch (AttributeDecodingException reason) {
        attribute.unreadable();
        problems.unreadable(session, name, reason);
      }
    }
    return attribute.value();
  }

  /** Returns the value that the store holds, afresh; null if there is none that can be read. */
  @Nullable Object stored(String name) {
    Attribute attribute = attributes.get(name);
    byte[] stored = attribute == null ? null : attribute.stored();
    if (attribute == null || stored == null) {
      return null;
    }
    try {
      return codec.decode(name, opened(name, attribute, stored));
    } catch (AttributeDecodingException reportedWhenItIsRead) {
      return null;
    }
  }

  /** Returns whether a value was put that is not saved yet. */
  boolean isPut(String name) {
    Attribute attribute = attributes.get(name);
    return attribute != null && attribute.is(State.PUT);
  }

  /** Returns whether there is nothing in it that a store would be given. */
  boolean isEmpty() {
    return attributes.entrySet().stream()
        .allMatch(entry -> entry.getValue().is(State.REMOVED) || codec.isTransient(entry.getKey()));
  }

  boolean holds(String name, Class<?> type) {
    Attribute attribute = attributes.get(name);
    if (attribute == null) {
      return false;
    }
    byte[] stored = attribute.stored();
    return attribute.value() != null
        ? type.isInstance(attribute.value())
        : attribute.is(State.STORED) && stored != null && holds(name, attribute, stored, type);
  }

  private boolean holds(String name, Attribute attribute, byte[] stored, Class<?> type) {
    try {
      return codec.holds(opened(name, attribute, stored), type);
    } catch (AttributeDecodingException cannotTell) {
      return false;
    }
  }

  private byte[] opened(String name, Attribute attribute, byte[] stored) {
    return attribute.isOpened() ? stored : seal.open(lineage, name, stored);
  }

  /** Returns whether this request knows of such an attribute, be it that it was removed. */
  boolean knows(String name) {
    return attributes.containsKey(name);
  }

  /** Adds what did not come from the store, but as the codec wrote it. */
  void addOpened(Map<String, byte[]> encoded) {
    encoded.forEach((name, bytes) -> attributes.put(name, Attribute.opened(bytes)));
  }

  /** Adds all that the store has. It replaces what this request has not looked at yet. */
  void complete(Map<String, byte[]> stored) {
    attributes.values().removeIf(attribute -> attribute.is(State.STORED));
    stored.forEach(
        (name, bytes) ->
            attributes.computeIfAbsent(name, absent -> Attribute.stored(bytes)).found(bytes));
  }

  void put(String name, Object value) {
    put(name, value, false);
  }

  /** Puts a value; {@code anew} if it is a change even if it is the very value that is stored. */
  void put(String name, Object value, boolean anew) {
    attributes.computeIfAbsent(name, absent -> Attribute.absent()).put(value, anew);
  }

  void remove(String name) {
    Attribute attribute = attributes.get(name);
    if (attribute != null) {
      attribute.remove();
    }
  }

  /**
   * Finds what is to be stored and what is to go.
   *
   * @throws AttributeEncodingException if a value that was put cannot be encoded
   */
  void collect(SessionKey session, Map<String, byte[]> put, Set<String> removed) {
    attributes.keySet().forEach(name -> collect(session, name, put, removed));
  }

  /** Does the same for one attribute. */
  void collect(SessionKey session, String name, Map<String, byte[]> put, Set<String> removed) {
    Attribute attribute = attributes.get(name);
    if (attribute == null) {
      return;
    }
    Object value = attribute.value();
    byte[] stored = attribute.stored();
    if (attribute.is(State.REMOVED) && stored != null) {
      removed.add(name);
    } else if (attribute.is(State.PUT) && value != null && !codec.isTransient(name)) {
      if (!isUnchanged(name, attribute, value, stored)) {
        put.put(name, sealed(name, attribute, value, encode(name, value)));
      }
    } else if (attribute.is(State.READ) && value != null && stored != null) {
      byte[] changed = mutated(session, name, value, stored);
      if (changed != null) {
        put.put(name, sealed(name, attribute, value, changed));
      }
    }
  }

  void saved(SessionChanges changes) {
    changes.put().keySet().forEach(this::saved);
    changes.removed().forEach(this::removed);
  }

  /**
   * Spring puts the beans of a session again when a request ends, which is after the response: it
   * must not undo what the client's next request did, on another node.
   */
  private boolean isUnchanged(
      String name, Attribute attribute, Object value, byte @Nullable [] stored) {
    return attribute.isRepeated()
        && !codec.isImmutable(value)
        && stored != null
        && codec.isEncodedAs(name, value, stored);
  }

  private byte[] sealed(String name, Attribute attribute, Object value, byte[] encoded) {
    attribute.encoding(value, encoded);
    return seal.seal(lineage, name, encoded);
  }

  private void saved(String name) {
    Attribute attribute = attributes.get(name);
    if (attribute != null) {
      attribute.saved();
    }
  }

  private void removed(String name) {
    Attribute attribute = attributes.get(name);
    if (attribute != null) {
      attribute.removed();
      if (attribute.is(State.REMOVED)) {
        attributes.remove(name);
      }
    }
  }

  private byte @Nullable [] mutated(SessionKey session, String name, Object value, byte[] stored) {
    if (!detectMutations || codec.isImmutable(value)) {
      return null;
    }
    try {
      if (codec.isEncodedAs(name, value, stored)) {
        return null;
      }
      byte[] now = encode(name, value);
      // Another release or another format may have written the stored bytes: only a difference from
      // what this codec makes of them is a change of the application's.
      byte[] before = codec.encode(name, codec.decode(name, stored));
      return Arrays.equals(now, before) ? null : now;
    } catch (RuntimeException reason) {
      problems.notSaved(session, name, reason);
      return null;
    }
  }

  private byte[] encode(String name, Object value) {
    try {
      return codec.encode(name, value);
    } catch (RuntimeException anotherThreadWasChangingIt) {
      return codec.encode(name, value);
    }
  }
}
