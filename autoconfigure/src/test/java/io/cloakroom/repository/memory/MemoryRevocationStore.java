package io.cloakroom.repository.memory;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what is denied in a map, one operation at a time. */
public final class MemoryRevocationStore implements RevocationStore {

  private final Map<Object, Row> rows = new HashMap<>();

  private record Row(Denial denial, long deniedAt, long endsAt) {}

  @Override
  public synchronized void deny(SessionKey session, Duration retention) {
    put(session, Denial.NONE, retention);
  }

  @Override
  public synchronized Denial denyAll(
      PrincipalHash principal, @Nullable SessionKey spared, Duration retention) {
    Row row = rows.get(principal);
    Denial before = row == null ? Denial.NONE : row.denial();
    long epoch = Math.max(before.epoch() + 1, now() + CLOCK_SLACK.toMillis());
    boolean again = spared != null && spared.equals(before.spared());
    Denial denial = new Denial(epoch, spared, again ? before.sparedFrom() : before.epoch());
    put(principal, denial, retention);
    return denial;
  }

  @Override
  public synchronized long epoch(PrincipalHash principal) {
    Row row = rows.get(principal);
    return row == null ? now() : Math.max(row.denial().epoch(), now());
  }

  @Override
  public synchronized long read(long position, Duration back, Reader reader) {
    long now = now();
    long from = now < position ? 0 : position - back.toMillis();
    rows.forEach(
        (name, row) -> {
          Duration remaining = Duration.ofMillis(row.endsAt() - now);
          if (row.deniedAt() < from || remaining.isNegative() || remaining.isZero()) {
            return;
          }
          if (name instanceof SessionKey session) {
            reader.session(session, remaining);
          } else {
            reader.principal((PrincipalHash) name, row.denial(), remaining);
          }
        });
    return now;
  }

  @Override
  public synchronized int purge(int limit) {
    int removed = 0;
    long now = now();
    for (Iterator<Row> each = rows.values().iterator(); each.hasNext() && removed < limit; ) {
      if (each.next().endsAt() <= now) {
        each.remove();
        removed++;
      }
    }
    return removed;
  }

  /** Loses everything. */
  public synchronized void clear() {
    rows.clear();
  }

  synchronized void makeOlder(Duration by) {
    for (Object name : List.copyOf(rows.keySet())) {
      rows.computeIfPresent(
          name, (same, row) -> new Row(row.denial(), row.deniedAt() - by.toMillis(), row.endsAt()));
    }
  }

  private void put(Object name, Denial denial, Duration retention) {
    Row before = rows.get(name);
    long end = now() + retention.toMillis();
    rows.put(name, new Row(denial, now(), before == null ? end : Math.max(before.endsAt(), end)));
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
