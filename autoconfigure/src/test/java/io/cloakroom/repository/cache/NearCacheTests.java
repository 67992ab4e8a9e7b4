package io.cloakroom.repository.cache;

import static io.cloakroom.repository.SampleSessions.TOUCHES;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two reads of one session that are under way at once. */
class NearCacheTests {

  private final NearCache cache = new NearCache(1_000_000, System::nanoTime);
  private final MemorySessionRepository store = new MemorySessionRepository(TOUCHES);
  private final SessionRecord old =
      Objects.requireNonNull(store.insert(session(Map.of("a", json(1)))));
  private final SessionRecord changed =
      Objects.requireNonNull(store.update(old, put("a", json(2))));
  private final SessionKey key = old.key();

  @Test
  void outdatedAnswerIsNotKeptInPlaceOfANewerReadThatIsUnderWay() {
    NearCache.Read first = cache.begin(key);
    cache.changed(key);
    NearCache.Read second = cache.begin(key);

    cache.end(first, old);
    assertThat(cache.get(key)).isNull();
    cache.end(second, changed);

    assertThat(Objects.requireNonNull(cache.get(key)).version()).isEqualTo(changed.version());
  }

  @Test
  void outdatedAnswerDoesNotReplaceTheCopyOfANewerRead() {
    NearCache.Read first = cache.begin(key);
    cache.changed(key);
    NearCache.Read second = cache.begin(key);

    cache.end(second, changed);
    cache.end(first, old);

    assertThat(Objects.requireNonNull(cache.get(key)).version()).isEqualTo(changed.version());
  }
}
