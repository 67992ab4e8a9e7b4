package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.springframework.boot.test.system.CapturedOutput;

/** Starts applications that must not start, and reads what is said of it. */
final class FailedStart {

  private FailedStart() {}

  static void assertFails(
      Class<?> application,
      CapturedOutput output,
      List<String> properties,
      String description,
      String action) {
    Throwable failure = catchThrowable(() -> Node.start(application, properties).close());

    assertThat(failure).isNotNull();
    assertThat(output.toString().replaceAll("\\s+", " "))
        .contains("APPLICATION FAILED TO START")
        .contains(description)
        .contains(action);
  }
}
