package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.memcached.ServerLink.Opened;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One operation's talk with a server. All of it together takes no longer than the time-out. */
final class Exchange {

  /** What an item takes besides its key and value: header, flags, CAS token, line end. */
  private static final int ITEM_HEADER = 80;

  private final ServerLink link;
  private final Keys keys;
  private final String operation;
  private final long end;

  Exchange(ServerLink link, Keys keys, String operation) {
    this.link = link;
    this.keys = keys;
    this.operation = operation;
    this.end = System.nanoTime() + link.timeout().toNanos();
  }

  /** Begins commands with the question for the time. */
  Commands timed() {
    return new Commands().timeLeft(keys.clock());
  }

  /** Sends commands together, in one round trip, and returns what is answered, in their order. */
  List<Reply> send(Commands commands) {
    CommandsOperation operation = null;
    try {
      Opened opened = await(link.connection());
      operation = opened.connection().send(commands);
      List<Reply> replies = await(operation.answer());
      link.answered();
      return checked(replies);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    } catch (IllegalStateException e) {
      throw unreachable(e);
    } catch (TimeoutException e) {
      if (operation != null) {
        operation.cancel();
        link.silent();
      }
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
  }

  /** Returns the server's second, from the answer to the question for it. */
  long now(Reply timeLeft) {
    return now(timeLeft, true);
  }

  /**
   * Refuses a value that the server would: it must not come so far.
   *
   * @throws SessionStoreRejectedException that names session, size, limit and remedy
   */
  void checkSize(SessionKey session, String key, byte[] value) {
    long limit;
    try {
      limit = await(link.connection()).limit();
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
    long size = (long) value.length + key.length() + ITEM_HEADER;
    if (size > limit) {
      throw new SessionStoreRejectedException(
          "Session %s takes %d bytes, and an item of Memcached at %s at most %d; keep less in the session (cloakroom.limits.session-size), compress it (cloakroom.serialization.compress-above), or start Memcached with a larger --max-item-size (-I). Nothing was written"
              .formatted(session, size, link.server(), limit),
          null);
    }
  }

  /** Returns the failure of an operation that lost too many races. */
  SessionStoreException crowded(SessionKey session) {
    return new SessionStoreUnavailableException(
        "Memcached at %s could not do %s in time, since session %s kept changing; try again"
            .formatted(link.server(), operation, session),
        null);
  }

  /** Returns whether there is time for another attempt. */
  boolean hasTime() {
    return System.nanoTime() - end < 0;
  }

  private long now(Reply timeLeft, boolean again) {
    if (timeLeft.isDone()) {
      return Item.LAST_SECOND - timeLeft.number('t');
    }
    if (!again) {
      throw new SessionStoreUnavailableException(
          "Memcached at %s cannot tell its time for %s; its system clock must not be beyond the 19th of January 2038"
              .formatted(link.server(), operation),
          null);
    }
    // It was evicted or flushed.
    String clock = keys.clock();
    return now(send(new Commands().clock(clock).timeLeft(clock)).get(1), false);
  }

  private List<Reply> checked(List<Reply> replies) {
    for (Reply reply : replies) {
      if (reply.isMisunderstanding()) {
        link.abandon();
        throw new SessionStoreUnavailableException(
            "Memcached at %s did not understand %s (%s); it must be Memcached 1.6.10 or later, and no proxy"
                .formatted(link.server(), operation, reply.line()),
            null);
      }
      if (reply.isServerError()) {
        throw new SessionStoreRejectedException(
            "Memcached at %s refused %s (%s); give it more memory (-m), or a larger --max-item-size (-I). Nothing was written"
                .formatted(link.server(), operation, reply.line()),
            null);
      }
    }
    return replies;
  }

  private <T> T await(Future<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private SessionStoreException silent(Exception cause) {
    return new SessionStoreUnavailableException(
        "Memcached at %s did not answer %s within %d ms; check that it runs, is reachable and not overloaded (cloakroom.memcached.*)"
            .formatted(link.server(), operation, link.timeout().toMillis()),
        cause);
  }

  private SessionStoreException unreachable(@Nullable Throwable cause) {
    if (cause instanceof SessionStoreException already) {
      return new SessionStoreUnavailableException(String.valueOf(already.getMessage()), already);
    }
    return new SessionStoreUnavailableException(
        "Memcached at %s could not be reached for %s; check that it runs, and that cloakroom.memcached.servers says where"
            .formatted(link.server(), operation),
        cause);
  }
}
