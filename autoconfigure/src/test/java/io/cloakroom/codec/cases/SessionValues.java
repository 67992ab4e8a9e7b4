package io.cloakroom.codec.cases;

import java.util.List;
import java.util.stream.Stream;

/** All cases. */
final class SessionValues {

  private SessionValues() {}

  static List<SessionValue> all() {
    return Stream.of(
            ValueCases.all(),
            ArrayCases.all(),
            BeanCases.all(),
            ListCases.all(),
            SetCases.all(),
            MapCases.all(),
            AwkwardCases.all(),
            MvcCases.all(),
            ofSpringSecurity())
        .flatMap(List::stream)
        .toList();
  }

  /** Those whose classes change with the version of Spring Security. */
  static List<SessionValue> ofSpringSecurity() {
    return Stream.of(
            SecurityCases.all(), LoginFailureCases.all(), OAuth2Cases.all(), WebAuthnCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
