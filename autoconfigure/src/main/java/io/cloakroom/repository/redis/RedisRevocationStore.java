package io.cloakroom.repository.redis;

import static io.cloakroom.repository.redis.ScriptArguments.bytes;
import static io.cloakroom.repository.redis.ScriptArguments.keyOrNull;
import static io.cloakroom.repository.redis.ScriptArguments.millis;
import static io.cloakroom.repository.redis.ScriptArguments.number;
import static io.cloakroom.repository.redis.ScriptArguments.text;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Keeps what is denied in two sorted sets and a hash of one slot, without an expiry: they are never
 * what Redis evicts first when it is full. Each method is one script; a read sends one for each
 * thousand that it tells of.
 */
public final class RedisRevocationStore implements RevocationStore, AutoCloseable {

  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final int PAGE = 1000;

  private static final String PRINCIPAL = "p:";
  private static final Pattern VALUE = Pattern.compile("(\\d{1,15})(?: (\\S+) (\\d{1,15}))?");

  private final RedisLink link;
  private final List<byte[]> keys;

  /**
   * Takes a connection factory over.
   *
   * @param connections started, of this store alone, best made by {@link RedisConnections};
   *     destroyed by {@link #close()}
   * @param namespace begins each key, see {@link RedisStoreSettings}
   * @throws IllegalArgumentException if the factory does not share its native connection
   */
  public RedisRevocationStore(LettuceConnectionFactory connections, String namespace) {
    this.link = new RedisLink(connections, SILENCE);
    this.keys = new RedisKeys(namespace).denials();
  }

  @Override
  public void deny(SessionKey session, Duration retention) {
    run("deny", RedisScript.DENY, bytes(session), number(millis(retention)));
  }

  @Override
  public Denial denyAll(PrincipalHash principal, @Nullable SessionKey spared, Duration retention) {
    List<Object> answer =
        run(
            "deny all",
            RedisScript.DENYALL,
            bytes(PRINCIPAL + principal),
            number(millis(retention)),
            number(CLOCK_SLACK.toMillis()),
            bytes(spared == null ? "" : spared.value()));
    return new Denial((Long) answer.get(0), spared, (Long) answer.get(1));
  }

  @Override
  public long epoch(PrincipalHash principal) {
    return (Long) run("epoch", RedisScript.EPOCH, bytes(PRINCIPAL + principal)).get(0);
  }

  @Override
  public long read(long position, Duration back, Reader reader) {
    long place = position;
    long before = millis(back);
    while (true) {
      List<Object> answer =
          run("read denied", RedisScript.DENIED, number(place), number(before), number(PAGE));
      for (int i = 2; i + 2 < answer.size(); i += 3) {
        tell(
            (byte[]) answer.get(i),
            Duration.ofMillis((Long) answer.get(i + 1)),
            String.valueOf(text(answer.get(i + 2))),
            reader);
      }
      place = Long.parseLong(String.valueOf(text(answer.get(0))));
      before = 0;
      if (((byte[]) answer.get(1)).length == 0) {
        return place;
      }
    }
  }

  @Override
  public int purge(int limit) {
    return ((Long) run("purge", RedisScript.PURGE, number(limit)).get(0)).intValue();
  }

  /** Closes the connection. */
  @Override
  public void close() {
    link.close();
  }

  private static void tell(byte[] name, Duration remaining, String value, Reader reader) {
    String principal = String.valueOf(text(name));
    Matcher parts = VALUE.matcher(value);
    SessionKey session = keyOrNull(name);
    if (session != null) {
      reader.session(session, remaining);
    } else if (principal.startsWith(PRINCIPAL) && parts.matches()) {
      PrincipalHash hash = new PrincipalHash(principal.substring(PRINCIPAL.length()));
      reader.principal(hash, denial(parts), remaining);
    }
  }

  private static Denial denial(Matcher parts) {
    String from = parts.group(3);
    return new Denial(
        Long.parseLong(parts.group(1)),
        SessionKey.parse(parts.group(2)),
        from == null ? 0 : Long.parseLong(from));
  }

  private List<Object> run(String operation, RedisScript script, byte[]... args) {
    return new RedisExchange(link, operation).run(script.on(keys, List.of(args)));
  }
}
