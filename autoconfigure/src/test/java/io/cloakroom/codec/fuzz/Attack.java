package io.cloakroom.codec.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.cloakroom.AttributeDecodingException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Decodes bytes that somebody else may have chosen, and looks at all that this does. */
final class Attack {

  private static final Duration TIME = Duration.ofSeconds(20);
  private static final long MEMORY = 200L << 20;
  private static final int MESSAGE = 4000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Codecs codecs = new Codecs();

  /**
   * Decodes.
   *
   * @return what was said, nothing if it could be read
   * @throws AssertionError if anything but a value or a refusal comes of it
   */
  String by(byte[] bytes) {
    return assertTimeoutPreemptively(TIME, () -> within(bytes), () -> described(bytes));
  }

  private String within(byte[] bytes) {
    long before = threads.getCurrentThreadAllocatedBytes();
    String message = "";
    try {
      codecs.all.holds(bytes, Map.class);
      assertThat(codecs.all.decode("cart", bytes)).isNotNull();
    } catch (AttributeDecodingException refusal) {
      message = String.valueOf(refusal.getMessage());
    } catch (RuntimeException | Error other) {
      throw new AssertionError(described(bytes), other);
    }
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken).as(() -> described(bytes)).isLessThan(MEMORY);
    assertThat(codecs.spy.asked()).as(() -> described(bytes)).allMatch(Codecs.ALLOWED::allows);
    if (!message.isEmpty()) {
      assertThat(message)
          .as(() -> described(bytes))
          .startsWith("Session attribute 'cart' cannot be read: ")
          .hasSizeLessThan(MESSAGE);
    }
    return message;
  }

  private static String described(byte[] bytes) {
    return "attack of " + bytes.length + " bytes: " + Base64.getEncoder().encodeToString(bytes);
  }
}
