package io.cloakroom.repository.redis;

import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in Cloakroom's words what went wrong. This is the only place that knows. */
final class RedisFailures {

  /** What a server answers that will do later, or elsewhere, what it was asked. */
  private static final Set<String> NOT_NOW =
      Set.of(
          "READONLY",
          "LOADING",
          "BUSY",
          "CLUSTERDOWN",
          "MASTERDOWN",
          "TRYAGAIN",
          "MOVED",
          "ASK",
          "NOREPLICAS");

  /** Redis 6.2 wraps the error of a command in that of the script. */
  private static final Pattern CODE = Pattern.compile("^(?!ERR )([A-Z]+)\\b|[ :]-([A-Z]+) ");

  private RedisFailures() {}

  static SessionStoreException translate(String operation, Duration timeout, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof RedisCommandExecutionException) {
        return answered(operation, cause);
      }
      if (cause instanceof TimeoutException || cause instanceof RedisCommandTimeoutException) {
        return noAnswer(operation, timeout, cause);
      }
    }
    return new SessionStoreUnavailableException(
        "Redis could not be reached for %s; check that it runs, and that spring.data.redis.* says where"
            .formatted(operation),
        unwrapped(failure));
  }

  /** Returns whether Redis said that a key holds something else than a session's data. */
  static boolean isWrongType(Throwable failure) {
    return failure instanceof RedisCommandExecutionException && "WRONGTYPE".equals(code(failure));
  }

  /** Returns whether this server has become a replica, and another is the one to ask. */
  static boolean isReadOnly(Throwable failure) {
    return failure instanceof RedisCommandExecutionException && "READONLY".equals(code(failure));
  }

  /** Returns whether Redis said that it cannot do now what it may do later. */
  static boolean isTemporary(RedisCommandExecutionException failure) {
    return NOT_NOW.contains(code(failure));
  }

  /** Returns what the client library said, without the futures' wrapping. */
  static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof ExecutionException || failure instanceof CompletionException;
    Throwable cause = failure.getCause();
    return wrapper && cause != null ? unwrapped(cause) : failure;
  }

  private static SessionStoreException noAnswer(String operation, Duration timeout, Throwable by) {
    return new SessionStoreUnavailableException(
        "Redis did not answer %s within %d ms; check that it runs, is reachable and not overloaded (spring.data.redis.*)"
            .formatted(operation, timeout.toMillis()),
        by);
  }

  private static SessionStoreException answered(String operation, Throwable by) {
    String code = code(by);
    if (NOT_NOW.contains(code)) {
      return new SessionStoreUnavailableException(
          "Redis could not do %s now (%s); wait until it has started or failed over, and check that spring.data.redis.* names the primary"
              .formatted(operation, code),
          by);
    }
    return switch (code) {
      case "NOAUTH", "WRONGPASS" ->
          new SessionStoreUnavailableException(
              "Redis let nobody in for %s (%s); check spring.data.redis.username and password"
                  .formatted(operation, code),
              by);
      case "OOM" ->
          rejected(
              operation, code, "it is out of memory: raise its maxmemory, or keep less in it", by);
      case "NOPERM" ->
          rejected(
              operation,
              code,
              "its user may not: grant EVAL, EVALSHA, and the hash, sorted set and key commands on the namespace",
              by);
      case "WRONGTYPE" ->
          rejected(
              operation,
              code,
              "a key of the namespace holds something else: set cloakroom.namespace to one of its own",
              by);
      default -> rejected(operation, code, "its log may say more", by);
    };
  }

  private static SessionStoreException rejected(
      String operation, String code, String remedy, Throwable by) {
    return new SessionStoreRejectedException(
        "Redis refused %s (%s); %s".formatted(operation, code, remedy), by);
  }

  private static String code(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("ACL failure") || message.contains("can't run this command")) {
      return "NOPERM";
    }
    Matcher matcher = CODE.matcher(message);
    if (!matcher.find()) {
      return "ERR";
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }

  private static @Nullable Throwable next(Throwable failure) {
    return failure.getCause() == failure ? null : failure.getCause();
  }
}
