package io.cloakroom.codec;

import static java.io.ObjectStreamConstants.TC_ARRAY;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.cloakroom.AttributeDecodingException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** JDK serialization of somebody who can write to the store: what fuzzing found, each once. */
class HostileBytesTests {

  private final JdkAttributeCodec codec =
      new JdkAttributeCodec(
          new ClassAllowList(List.of("io.cloakroom.codec")),
          HostileBytesTests.class.getClassLoader());

  @Test
  void refusalByAConstructorDoesNotTellTheValue() {
    String bytes = text(codec.encode("voucher", new Voucher("s3cret", 6)));

    String message = refusal(bytes.replace("\0\0\0\6", "\0\0\0\7"));

    assertThat(message).contains("'voucher'", "InvalidObjectException").doesNotContain("s3cret");
  }

  @Test
  void constantThatIsGoneIsNotTold() {
    String bytes = text(codec.encode("voucher", DayOfWeek.MONDAY));

    assertThat(refusal(bytes.replace("MONDAY", "s3cret"))).doesNotContain("s3cret");
  }

  @Test
  void nameOfAClassCannotWriteLinesIntoALog() {
    String bytes = text(codec.encode("voucher", new Voucher("a", 1)));

    String message = refusal(bytes.replace("Tests$Voucher", "Tests\nERROR $$"));

    assertThat(message).doesNotContain("\n");
  }

  @Test
  void interfacesOfAProxyAreNotAllNamed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {1, (byte) 0xac, (byte) 0xed, 0, 5, 0x73, 0x7d});
    out.writeInt(2000);
    for (int i = 0; i < 2000; i++) {
      out.writeUTF("an.Interface".repeat(100));
    }
    out.write(new byte[] {0x78, 0x70});

    assertThat(refusal(text(bytes.toByteArray()))).contains("a proxy of an.").hasSizeLessThan(500);
  }

  @Test
  void arraysThatClaimMoreThanIsThereAreNotMade() throws IOException {
    byte[] one = codec.encode("voucher", new Object[] {"a"});
    int claimed = 1_000_000;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(one, 0, text(one).indexOf("xp") + 2);
    out.writeInt(claimed);
    for (int i = 0; i < 90; i++) {
      out.write(new byte[] {TC_ARRAY, TC_REFERENCE, 0, 0x7e, 0, 0});
      out.writeInt(claimed);
    }
    out.write(new byte[claimed]);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    refusal(text(bytes.toByteArray()));

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(60_000_000);
  }

  @Test
  @Timeout(20)
  void setsThatHoldEachOtherTwiceAreNotHashed() {
    Set<Object> root = new HashSet<>();
    Set<Object> one = root;
    Set<Object> other = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      Set<Object> nextOne = new HashSet<>(Set.of("a"));
      Set<Object> nextOther = new HashSet<>();
      List.of(one, other).forEach(set -> Collections.addAll(set, nextOne, nextOther));
      one = nextOne;
      other = nextOther;
    }

    assertThat(refusal(text(codec.encode("voucher", root)))).contains("larger");
  }

  private String refusal(String bytes) {
    return String.valueOf(
        catchThrowableOfType(
                AttributeDecodingException.class,
                () -> codec.decode("voucher", bytes.getBytes(ISO_8859_1)))
            .getMessage());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private record Voucher(String code, int length) implements Serializable {

    Voucher {
      if (code.length() != length) {
        throw new IllegalArgumentException("length of voucher " + code + " is not " + length);
      }
    }
  }
}
