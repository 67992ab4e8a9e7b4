package io.cloakroom.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.JdkAttributeCodec;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.memory.MemorySessionRepository;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.apache.tomcat.util.http.ServerCookies;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Sends a Cookie header that somebody may have made up, and looks at all that this does. */
final class CookieAttack {

  private static final String FORM = "(__Host-)?[A-Za-z0-9_-]{43}";
  private static final int MOST_LOOKUPS = 4;

  private final Rfc6265CookieProcessor parser = new Rfc6265CookieProcessor();
  private final RecordingRepository store;
  private final StoredSessionManager manager;
  private final CookieSessionIdResolver resolver =
      new CookieSessionIdResolver(SessionCookie.named("SESSION"));

  /** Characters of a live ticket that only a cookie with the prefix may carry. */
  final String hostBound;

  /** A live ticket that any cookie may carry. */
  final String plain;

  CookieAttack() {
    TouchPolicy touches = new TouchPolicy(Duration.ofMinutes(1), Duration.ofSeconds(1));
    store = new RecordingRepository(new MemorySessionRepository(touches));
    manager =
        new StoredSessionManager(
            store,
            new SessionFactory(
                new JdkAttributeCodec(
                    new ClassAllowList(List.of("io.cloakroom.web")),
                    CookieAttack.class.getClassLoader()),
                new Anonymous(),
                new SessionTimeouts(Duration.ofDays(1), null),
                new NoProblems(),
                true),
            new SessionLimits(64, 64 * 1024, 64 * 1024),
            touches,
            new TouchBuffer(store, Duration.ofDays(1), 100, SessionMeters.NONE),
            event -> {},
            SessionMeters.NONE);
    hostBound =
        Objects.requireNonNull(manager.save(manager.create(true)))
            .substring(SessionId.HOST_BOUND.length());
    plain = Objects.requireNonNull(manager.save(manager.create()));
  }

  /**
   * Sends a header.
   *
   * @return the session that was found; null if there is none
   * @throws AssertionError if anything but a session or none comes of it
   */
  @Nullable Session by(byte[] header, boolean secure) {
    store.calls();
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSecure(secure);
    request.setCookies(parsed(header));
    RequestedTickets tickets = new RequestedTickets(request, resolver, manager);
    SessionKey first = tickets.firstKey();
    RequestedTickets.Found found = tickets.find();

    assertThat(store.calls()).hasSizeLessThanOrEqualTo(MOST_LOOKUPS).allMatch("find"::equals);
    assertThat(first == null).isEqualTo(tickets.isEmpty());
    if (found != null) {
      assertThat(found.ticket()).matches(FORM);
      String sent = new String(header, ISO_8859_1);
      boolean bound = found.ticket().startsWith(SessionId.HOST_BOUND);
      assertThat(sent).contains(bound ? "__Host-SESSION=" : "SESSION=");
      assertThat(sent).contains(bound ? hostBound : plain);
    }
    answered(request);
    return found == null ? null : found.session();
  }

  /** Whatever was sent, nothing of it is in what is sent back. */
  private void answered(MockHttpServletRequest request) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    SessionId id = SessionId.random();
    resolver.send(request, response, id.value());
    resolver.expire(request, response);
    for (Cookie cookie : response.getCookies()) {
      assertThat(cookie.getName()).matches("(__Host-)?SESSION");
      assertThat(cookie.getValue()).isIn("", id.value());
      assertThat(cookie.getPath()).isEqualTo("/");
    }
  }

  private Cookie[] parsed(byte[] header) {
    MimeHeaders headers = new MimeHeaders();
    headers.addValue("Cookie").setBytes(header, 0, header.length);
    ServerCookies cookies = new ServerCookies(4);
    parser.parseCookieHeader(headers, cookies);
    Cookie[] parsed = new Cookie[cookies.getCookieCount()];
    int count = 0;
    for (int i = 0; i < parsed.length; i++) {
      try {
        Cookie cookie =
            new Cookie(
                cookies.getCookie(i).getName().toString(),
                cookies.getCookie(i).getValue().toString());
        parsed[count++] = cookie;
      } catch (IllegalArgumentException theContainerLeavesItOutToo) {
        assertThat(parsed).isNotEmpty();
      }
    }
    return Arrays.copyOf(parsed, count);
  }

  private static final class NoProblems implements AttributeProblems {

    @Override
    public void unreadable(SessionKey session, String attribute, AttributeDecodingException e) {
      throw new AssertionError(e);
    }

    @Override
    public void notSaved(SessionKey session, String attribute, RuntimeException reason) {
      throw new AssertionError(reason);
    }
  }

  private static final class Anonymous implements PrincipalResolver {

    @Override
    public String attribute() {
      return "principal";
    }

    @Override
    public @Nullable String resolve(@Nullable Object value) {
      return null;
    }
  }
}
