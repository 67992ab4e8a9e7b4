package io.cloakroom.repository.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;

/** Makes commands on raw bytes that can be sent several at a time. */
final class RedisCommands {

  private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

  private RedisCommands() {}

  /** Returns fields and values in turn. */
  static AsyncCommand<byte[], byte[], List<byte[]>> hgetall(byte[] key) {
    return command(CommandType.HGETALL, new ValueListOutput<>(CODEC), args().addKey(key));
  }

  static AsyncCommand<byte[], byte[], Long> pttl(byte[] key) {
    return command(CommandType.PTTL, new IntegerOutput<>(CODEC), args().addKey(key));
  }

  static AsyncCommand<byte[], byte[], List<byte[]>> zrange(byte[] key) {
    return command(
        CommandType.ZRANGE, new ValueListOutput<>(CODEC), args().addKey(key).add(0).add(-1));
  }

  static AsyncCommand<byte[], byte[], Long> zcard(byte[] key) {
    return command(CommandType.ZCARD, new IntegerOutput<>(CODEC), args().addKey(key));
  }

  /** Returns the field of a session that names its principal; null if there is none. */
  static AsyncCommand<byte[], byte[], byte[]> principalOf(byte[] session) {
    return command(CommandType.HGET, new ByteArrayOutput<>(CODEC), args().addKey(session).add("p"));
  }

  static AsyncCommand<byte[], byte[], Long> zrem(byte[] key, List<byte[]> members) {
    return command(
        CommandType.ZREM, new IntegerOutput<>(CODEC), args().addKey(key).addValues(members));
  }

  static AsyncCommand<byte[], byte[], List<Object>> evalsha(RedisScript.Call call) {
    return script(CommandType.EVALSHA, call.script().sha(), call);
  }

  static AsyncCommand<byte[], byte[], List<Object>> eval(RedisScript.Call call) {
    return script(CommandType.EVAL, call.script().body(), call);
  }

  private static AsyncCommand<byte[], byte[], List<Object>> script(
      CommandType type, String script, RedisScript.Call call) {
    return command(
        type,
        new ArrayOutput<>(CODEC),
        args().add(script).add(call.keys().size()).addKeys(call.keys()).addValues(call.args()));
  }

  private static CommandArgs<byte[], byte[]> args() {
    return new CommandArgs<>(CODEC);
  }

  private static <T> AsyncCommand<byte[], byte[], T> command(
      CommandType type,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> arguments) {
    return new AsyncCommand<>(new Command<>(type, output, arguments));
  }
}
