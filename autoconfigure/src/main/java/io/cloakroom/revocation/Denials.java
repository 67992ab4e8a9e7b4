package io.cloakroom.revocation;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.RevocationStore.Denial;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows to be denied, in its memory. It only ever learns more, and forgets what is
 * over: also what the store has lost stays denied here.
 */
final class Denials implements RevocationStore.Reader {

  /** A hundred years: what is kept for longer is kept for ever, and this can be counted. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Map<SessionKey, Long> sessions = new ConcurrentHashMap<>();
  private final Map<PrincipalHash, Principal> principals = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /**
   * Makes an empty one.
   *
   * @param nanos monotonic clock
   */
  Denials(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private record Principal(Denial denial, long end) {}

  @Override
  public void session(SessionKey denied, Duration remaining) {
    sessions.merge(denied, end(remaining), this::later);
  }

  @Override
  public void principal(PrincipalHash denied, Denial which, Duration remaining) {
    principals.merge(
        denied,
        new Principal(which, end(remaining)),
        (known, told) ->
            new Principal(told.denial().after(known.denial()), later(known.end(), told.end())));
  }

  boolean denies(Set<SessionKey> names, @Nullable String principal, long epoch) {
    if (names.stream().anyMatch(sessions::containsKey)) {
      return true;
    }
    Principal denied =
        principal == null || principals.isEmpty()
            ? null
            : principals.get(PrincipalHash.of(principal));
    return denied != null && denied.denial().denies(names, epoch);
  }

  /** Returns the epoch below which a principal's tokens are denied; 0 if none are. */
  long epoch(PrincipalHash principal) {
    Principal denied = principals.get(principal);
    return denied == null ? 0 : denied.denial().epoch();
  }

  /** Forgets what is over. */
  void forgetEnded() {
    long now = nanos.getAsLong();
    sessions.values().removeIf(end -> end - now < 0);
    principals.values().removeIf(denied -> denied.end() - now < 0);
  }

  int size() {
    return sessions.size() + principals.size();
  }

  private long end(Duration remaining) {
    Duration kept = remaining.compareTo(LONGEST) < 0 ? remaining : LONGEST;
    return nanos.getAsLong() + kept.toNanos();
  }

  private long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
