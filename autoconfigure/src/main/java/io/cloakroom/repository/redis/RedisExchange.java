package io.cloakroom.repository.redis;

import io.cloakroom.SessionStoreException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One operation's talk with Redis. All of it together takes no longer than the time-out. */
final class RedisExchange {

  private final RedisLink link;
  private final String operation;
  private final long end;

  RedisExchange(RedisLink link, String operation) {
    this.link = link;
    this.operation = operation;
    this.end = System.nanoTime() + link.timeout().toNanos();
  }

  /** Sends commands together. Each must be waited for. */
  void send(Collection<? extends AsyncCommand<byte[], byte[], ?>> commands) {
    try {
      link.send(await(link.connection()), commands);
    } catch (ExecutionException | RuntimeException e) {
      throw translated(e);
    }
  }

  /** Waits for the answer to a command that was sent. */
  <T> T answer(AsyncCommand<byte[], byte[], T> command) {
    try {
      return await(command);
    } catch (ExecutionException e) {
      throw translated(e);
    }
  }

  /** Waits for an answer; null if the key holds something of another type. */
  <T> @Nullable T answerUnlessWrongType(AsyncCommand<byte[], byte[], T> command) {
    try {
      return await(command);
    } catch (ExecutionException e) {
      if (RedisFailures.isWrongType(RedisFailures.unwrapped(e))) {
        return null;
      }
      throw translated(e);
    }
  }

  /** Runs a script, and returns what it returns. */
  List<Object> run(RedisScript.Call call) {
    return run(List.of(call)).get(0);
  }

  /** Runs scripts that are sent together, and returns what they return, in the same order. */
  List<List<Object>> run(List<RedisScript.Call> calls) {
    List<AsyncCommand<byte[], byte[], List<Object>>> sent = new ArrayList<>(calls.size());
    for (RedisScript.Call call : calls) {
      sent.add(call.whole() ? RedisCommands.eval(call) : RedisCommands.evalsha(call));
    }
    send(sent);
    List<List<Object>> answers = new ArrayList<>(calls.size());
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      List<Object> answer = answerUnlessUnknown(sent.get(i));
      answers.add(answer == null ? List.of() : answer);
      if (answer == null) {
        unknown.add(i);
      }
    }
    if (unknown.isEmpty()) {
      return answers;
    }
    for (int i : unknown) {
      sent.set(i, RedisCommands.eval(calls.get(i)));
    }
    send(unknown.stream().map(sent::get).toList());
    for (int i : unknown) {
      answers.set(i, answer(sent.get(i)));
    }
    return answers;
  }

  /** Waits for what a script returns; null if Redis does not know it, as after a restart. */
  private @Nullable List<Object> answerUnlessUnknown(
      AsyncCommand<byte[], byte[], List<Object>> command) {
    try {
      return await(command);
    } catch (ExecutionException e) {
      if (RedisFailures.unwrapped(e) instanceof RedisNoScriptException) {
        return null;
      }
      throw translated(e);
    }
  }

  private <T> T await(Future<T> future) throws ExecutionException {
    try {
      T answer = future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (future instanceof AsyncCommand<?, ?, ?>) {
        link.answered();
      }
      return answer;
    } catch (TimeoutException e) {
      if (future instanceof AsyncCommand<?, ?, ?> command) {
        command.cancel();
      }
      link.silent();
      throw RedisFailures.translate(operation, link.timeout(), e);
    } catch (CancellationException e) {
      throw RedisFailures.translate(operation, link.timeout(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RedisFailures.translate(operation, link.timeout(), e);
    }
  }

  private SessionStoreException translated(Exception failure) {
    if (failure instanceof SessionStoreException already) {
      return already;
    }
    Throwable cause = RedisFailures.unwrapped(failure);
    if (RedisFailures.isReadOnly(cause)) {
      link.abandon();
    }
    return RedisFailures.translate(operation, link.timeout(), cause);
  }
}
