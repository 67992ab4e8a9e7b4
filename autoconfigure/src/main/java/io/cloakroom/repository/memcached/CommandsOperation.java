package io.cloakroom.repository.memcached;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.spy.memcached.compat.log.Logger;
import net.spy.memcached.compat.log.LoggerFactory;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationState;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.protocol.BaseOperationImpl;
import org.jspecify.annotations.Nullable;

/**
 * Several commands as one operation of the client library, which knows neither Memcached's meta
 * commands nor commands that belong together.
 */
final class CommandsOperation extends BaseOperationImpl {

  private static final int LONGEST_LINE = 8192;
  private static final int LINE_END = 2;

  private final byte[] commands;
  private final int count;
  private final CompletableFuture<List<Reply>> answer = new CompletableFuture<>();
  private final List<Reply> replies = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
  private final StringBuilder statistics = new StringBuilder();
  private String head = "";
  private byte @Nullable [] value;
  private int filled;

  CommandsOperation(Commands commands) {
    this.commands = commands.bytes();
    this.count = commands.count();
    setCallback(new Failing());
  }

  /** Returns the replies, in order; it fails if the connection is lost before the last one. */
  CompletableFuture<List<Reply>> answer() {
    return answer;
  }

  @Override
  public void initialize() {
    setBuffer(ByteBuffer.wrap(commands));
  }

  @Override
  public void readFromBuffer(ByteBuffer data) throws IOException {
    while (data.hasRemaining() && replies.size() < count) {
      if (value == null) {
        readLine(data);
      } else {
        readValue(data, value);
      }
    }
    if (replies.size() == count) {
      answer.complete(List.copyOf(replies));
      // A refusal may come while the value is still being sent: the rest of it must follow.
      if (getState() == OperationState.READING) {
        transitionState(OperationState.COMPLETE);
      }
    }
  }

  /** As the library's own operations do: what it says of each is nothing of ours. */
  @Override
  protected Logger getLogger() {
    return LoggerFactory.getLogger(BaseOperationImpl.class);
  }

  @Override
  public byte @Nullable [] getErrorMsg() {
    return null;
  }

  @Override
  public String toString() {
    return count + " commands";
  }

  private void readLine(ByteBuffer data) throws IOException {
    int end = data.position();
    while (end < data.limit() && data.get(end) != '\n') {
      end++;
    }
    byte[] part = new byte[end - data.position()];
    data.get(part);
    line.writeBytes(part);
    if (line.size() > LONGEST_LINE) {
      throw new IOException("Memcached's answer is no line of its protocol");
    }
    if (data.hasRemaining()) {
      data.get();
      endOfLine(Reply.text(line.toByteArray()).stripTrailing());
      line.reset();
    }
  }

  private void endOfLine(String text) throws IOException {
    if (text.startsWith("STAT ")) {
      statistics.append(text).append('\n');
      return;
    }
    int length;
    try {
      length = Reply.lengthAfter(text);
    } catch (NumberFormatException e) {
      throw new IOException("Memcached's answer is no line of its protocol", e);
    }
    if (length < 0) {
      replies.add(new Reply(text.equals("END") ? statistics.toString() : text, null));
      return;
    }
    head = text;
    value = new byte[length];
    filled = 0;
  }

  /** The value is followed by the end of a line. */
  private void readValue(ByteBuffer data, byte[] to) {
    int wanted = Math.min(data.remaining(), to.length + LINE_END - filled);
    int fits = Math.min(wanted, Math.max(0, to.length - filled));
    data.get(to, Math.min(filled, to.length), fits);
    data.position(data.position() + wanted - fits);
    filled += wanted;
    if (filled == to.length + LINE_END) {
      replies.add(new Reply(head, to));
      value = null;
    }
  }

  /** Is told of what prevents an answer. */
  private final class Failing implements OperationCallback {

    @Override
    public void receivedStatus(OperationStatus status) {
      answer.completeExceptionally(new IOException("No answer: " + status.getMessage()));
    }

    @Override
    public void complete() {
      if (!answer.isDone()) {
        answer.completeExceptionally(new IOException("The connection was lost"));
      }
    }
  }
}
