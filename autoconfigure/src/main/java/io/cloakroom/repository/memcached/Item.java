package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.memcached.StoreMillis.SECOND;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an item holds of a session. All times are milliseconds by the clock of its server, which
 * counts whole seconds: what it calls now is up to a second ago.
 *
 * @param state what became of the session
 * @param version grows with each change
 * @param created when it began
 * @param accessed last use that the item itself knows of; a touch does not write it
 * @param idle idle timeout; zero or negative: never
 * @param slack how much longer it is kept
 * @param ends end of its maximum lifetime, or {@link #NEVER}
 * @param other the other key of a rename; empty if there was none
 * @param since second of that rename
 */
record Item(
    State state,
    long version,
    long created,
    long accessed,
    long idle,
    long slack,
    long ends,
    String other,
    long since,
    String lineage,
    @Nullable String principal,
    Map<String, byte[]> attributes) {

  /** What became of a session. */
  enum State {
    /** It is what it says, if its time is not over; {@code other} may still have to be removed. */
    LIVE((byte) 'l'),
    /** It is being renamed to {@code other}, and has been, once that exists. */
    LEAVING((byte) 'm'),
    /** Nothing but a mark that no rename may use this key. */
    TAKEN((byte) 't');

    private final byte code;

    State(byte code) {
      this.code = code;
    }

    /** Returns what stands for it in the store. */
    byte code() {
      return code;
    }

    /** Returns null if nothing has that code. */
    static @Nullable State of(byte code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      return null;
    }
  }

  /** No maximum lifetime. */
  static final long NEVER = Long.MAX_VALUE;

  /** Client flags of an item whose time must not be moved by a touch. */
  static final long UNTOUCHABLE = 1L << 31;

  /** Memcached takes no time after this one, in 2038. */
  static final long LAST_SECOND = Integer.MAX_VALUE;

  /** How many seconds a mark is kept that a rename leaves behind. */
  static final long MARK_SECONDS = 60;

  /** A second because the clock is up to one behind, and one because the item's is. */
  private static final long ROUNDING = 2;

  private static final long LONGEST_LIFE = (1L << 30) - 1;

  /** Memcached takes what is above this for a date. */
  static final long LONGEST_DISTANCE = 30L * 24 * 60 * 60;

  /** Marks a key so that no rename can be completed there. */
  static Item taken(String other, long now) {
    return new Item(State.TAKEN, 0, 0, 0, 0, 0, NEVER, other, now, "", null, Map.of());
  }

  /** Returns whether the session has not ended at that second. */
  boolean isLive(long now) {
    return state == State.LIVE && isInTime(now);
  }

  /**
   * Returns whether the session has not ended at that second, unless by having left. Long after it
   * left, nobody knows any more, though a touch may have kept the item.
   */
  boolean isLiveOrLeaving(long now) {
    boolean leaving = state == State.LEAVING && now - since <= MARK_SECONDS;
    return (state == State.LIVE || leaving) && isInTime(now);
  }

  private boolean isInTime(long now) {
    return ends > now * SECOND && !isIdle(now);
  }

  private boolean isIdle(long now) {
    // "Now" may be a second ahead of the last use, and no second has passed.
    return idle > 0 && (now - 1) * SECOND >= accessed + idle + slack;
  }

  /**
   * Returns for how many seconds after a use the item is kept, so that it is there at least as long
   * as the session lives; 0: its time has nothing to do with its use.
   */
  long life() {
    if (state != State.LIVE || idle <= 0) {
      return 0;
    }
    long life = StoreMillis.secondsUp(idle + slack) + ROUNDING;
    boolean fits = life <= LONGEST_LIFE && StoreMillis.secondsDown(accessed) + life <= LAST_SECOND;
    return fits ? life : 0;
  }

  /** Returns what to store as client flags, for touches to see. */
  long flags() {
    return state == State.LIVE ? life() : UNTOUCHABLE;
  }

  /** Returns the second from which on the item need not be kept; 0: it must be kept for ever. */
  long exptime() {
    long end;
    if (state != State.LIVE) {
      end = since + MARK_SECONDS;
    } else if (life() > 0) {
      end = StoreMillis.secondsDown(accessed) + life();
    } else {
      end = ends == NEVER ? 0 : StoreMillis.secondsUp(ends) + ROUNDING;
    }
    return end == 0 || end > LAST_SECOND ? 0 : Math.max(end, LONGEST_DISTANCE + 1);
  }

  /** Returns the key of a rename that may not have been removed yet; empty if there is none. */
  String origin(long now) {
    return state == State.LIVE && now <= since + MARK_SECONDS + 1 ? other : "";
  }

  Item usedAt(long millis) {
    return millis <= accessed ? this : with(state, version, millis, other, since);
  }

  Item renaming(State next, long nextVersion, String nextOther, long now) {
    return with(next, nextVersion, accessed, nextOther, now);
  }

  /** Returns the item as it was before it began to leave. */
  Item staying() {
    return renaming(State.LIVE, version, "", 0);
  }

  private Item with(State s, long v, long a, String o, long at) {
    return new Item(s, v, created, a, idle, slack, ends, o, at, lineage, principal, attributes);
  }

  SessionRecord toRecord(SessionKey key, long now) {
    return new SessionRecord(
        key,
        lineage,
        version,
        Instant.ofEpochMilli(created),
        Instant.ofEpochMilli(accessed),
        ends == NEVER ? null : Instant.ofEpochMilli(ends),
        Instant.ofEpochMilli(now * SECOND),
        Duration.ofMillis(idle),
        principal,
        attributes);
  }
}
