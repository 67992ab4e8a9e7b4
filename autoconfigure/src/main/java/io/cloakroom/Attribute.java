package io.cloakroom;

import org.jspecify.annotations.Nullable;

/**
 * One attribute as one request sees it: its bytes in the store, its value, and what became of it.
 */
final class Attribute {

  /** What the request knows of the value, and did to it. */
  enum State {
    STORED,
    READ,
    PUT,
    REMOVED,
    UNREADABLE
  }

  private State state;
  private byte @Nullable [] stored;
  private boolean opened;
  private boolean repeated;
  private @Nullable Object value;
  private @Nullable Object encoded;
  private byte @Nullable [] encoding;

  private Attribute(State state, byte @Nullable [] stored) {
    this.state = state;
    this.stored = stored;
  }

  static Attribute stored(byte[] bytes) {
    return new Attribute(State.STORED, bytes);
  }

  static Attribute absent() {
    return new Attribute(State.REMOVED, null);
  }

  boolean is(State other) {
    return state == other;
  }

  /** Returns the value, if this request has read or put one. */
  @Nullable Object value() {
    return value;
  }

  /**
   * Returns the bytes in the store: as the store has them until they are read, and as the codec
   * wrote them, which is what can be compared, from then on.
   */
  byte @Nullable [] stored() {
    return stored;
  }

  /** Returns whether those bytes are as the codec wrote them. */
  boolean isOpened() {
    return opened;
  }

  /** Takes the value, and the bytes that it was decoded from. */
  void read(Object decoded, byte[] from) {
    value = decoded;
    stored = from;
    opened = true;
    state = State.READ;
  }

  void unreadable() {
    state = State.UNREADABLE;
  }

  /** Takes a value; {@code anew} if it is a change even if it is the very value that is stored. */
  void put(Object replacement, boolean anew) {
    repeated = !anew && replacement == value && (repeated || state == State.READ);
    value = replacement;
    state = State.PUT;
  }

  /** Returns whether what was put is the very value that is stored, perhaps changed in place. */
  boolean isRepeated() {
    return repeated;
  }

  void remove() {
    value = null;
    state = State.REMOVED;
  }

  /** Remembers what is being saved: a value, and what the codec made of it. */
  void encoding(Object of, byte[] bytes) {
    encoded = of;
    encoding = bytes;
  }

  /** It was saved; a value that was put in the meantime is still to be saved. */
  void saved() {
    if (encoding != null) {
      stored = encoding;
      opened = true;
    }
    if (state == State.PUT && value == encoded) {
      state = State.READ;
    }
    encoded = null;
    encoding = null;
  }

  /** The removal was saved; a value that was put in the meantime is still to be saved. */
  void removed() {
    stored = null;
  }
}
