package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PathPatternsTests {

  private final PathPatterns patterns = PathPatterns.of(List.of("/poll/**", "/users/{id}/unread"));

  @ParameterizedTest
  @CsvSource({
    "'', /poll, true",
    "'', /poll/more/of/it, true",
    "'', /users/7/unread, true",
    "'', /users/7/read, false",
    "'', /polls, false",
    "'', /other/poll, false",
    "/shop, /shop/poll, true",
    "/shop, /poll, false",
    "'', /%70oll, true",
    "'', '/poll;x=y', true",
    "'', /poll%2Fmore, false",
    "'', '*', false",
    "'', '', false",
  })
  void pathBelowTheContextDecides(String context, String uri, boolean matches) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
    request.setContextPath(context);

    assertThat(patterns.test(request)).isEqualTo(matches);
  }
}
