package io.cloakroom.codec.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What a format is to make of a value.
 *
 * @param outcome of the round trip
 * @param why for people, if it is not exact
 * @param details that the message of a refusal, or the description of a difference, must hold
 */
record Expected(Outcome outcome, String why, List<String> details) {

  static final Expected EXACT = new Expected(Outcome.EXACT, "", List.of());

  static Expected refused(String why, String... details) {
    return new Expected(Outcome.REFUSED, why, List.of(details));
  }

  static Expected sameContent(String why, String... details) {
    return new Expected(Outcome.SAME_CONTENT, why, List.of(details));
  }

  static Expected different(String why, String... details) {
    return new Expected(Outcome.DIFFERENT, why, List.of(details));
  }

  void assertMetBy(DeepComparison.Result result) {
    assertThat(result.outcome()).as(result.description()).isEqualTo(outcome);
    assertThat(details).allSatisfy(detail -> assertThat(result.description()).contains(detail));
  }
}
