package io.cloakroom.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCounterTests {

  private static final int LARGE = 70_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000, 1_000_000})
  void commandsOfRedisAreCountedWhateverThePieces(int piece) {
    String text =
        "*1\r\n$4\r\nPING\r\n"
            + "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$10\r\n*1\r\n$4\r\nxx\r\n"
            + "*2\r\n$3\r\nGET\r\n$0\r\n\r\n"
            + ("*2\r\n$3\r\nGET\r\n$" + LARGE + "\r\n" + "$".repeat(LARGE) + "\r\n");

    assertThat(count(MessageCounter.of(StoreKind.REDIS), text.getBytes(US_ASCII), piece))
        .isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000, 1_000_000})
  void commandsOfMemcachedAreCountedWhateverThePieces(int piece) {
    String text =
        "mg a t\r\nmg b f c t v\r\n"
            + "add a 0 0 11\r\nmg x\r\nmg \r\n\r\n"
            + ("cas a 0 0 " + LARGE + " 7\r\n" + "\n".repeat(LARGE) + "\r\n")
            + "set a 0 0 0\r\n\r\n"
            + "md a C7\r\n";

    assertThat(count(MessageCounter.of(StoreKind.MEMCACHED), text.getBytes(US_ASCII), piece))
        .isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000, 1_000_000})
  void statementsOfPostgresAreCountedWhateverThePieces(int piece) {
    ByteBuffer bytes = ByteBuffer.allocate(LARGE + 200);
    bytes.putInt(8).putInt(80_877_103); // asks for TLS
    bytes.putInt(16).putInt(196_608).put("user\0me\0".getBytes(US_ASCII)); // begins
    message(bytes, 'Q', "SELECT 'E'\0");
    message(bytes, 'P', "E".repeat(LARGE));
    message(bytes, 'B', "");
    message(bytes, 'E', "Q");
    message(bytes, 'S', "");
    byte[] all = new byte[bytes.flip().remaining()];
    bytes.get(all);

    assertThat(count(MessageCounter.of(StoreKind.POSTGRES), all, piece)).isEqualTo(2);
  }

  private static void message(ByteBuffer bytes, char type, String body) {
    bytes.put((byte) type).putInt(4 + body.length()).put(body.getBytes(US_ASCII));
  }

  private static long count(MessageCounter counter, byte[] bytes, int piece) {
    for (int i = 0; i < bytes.length; i += piece) {
      counter.accept(ByteBuffer.wrap(bytes, i, Math.min(piece, bytes.length - i)));
    }
    return counter.count();
  }
}
