package io.cloakroom.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.Session;
import io.cloakroom.SessionId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Cookie headers that nobody thought of, parsed as Tomcat does. */
class CookieAttackTests {

  private final CookieAttack attack = new CookieAttack();

  @Property
  void anyBytesAreASessionOrNone(@ForAll byte[] header, @ForAll boolean secure) {
    assertThat(attack.by(header, secure)).isNull();
  }

  @Property
  void anyCookiesAreASessionOrNone(
      @ForAll("cookies") @Size(max = 12) List<String> cookies, @ForAll boolean secure) {
    attack.by(header(cookies), secure);
  }

  /** Whatever another host plants before or after it. */
  @Property
  void hostBoundSessionIsFoundAmongAnyPlantedCookies(
      @ForAll("planted") @Size(max = 30) List<String> before,
      @ForAll("planted") @Size(max = 30) List<String> after) {
    List<String> cookies = new ArrayList<>(before);
    cookies.add("__Host-SESSION=" + attack.hostBound);
    cookies.addAll(after);

    assertThat(key(attack.by(header(cookies), true))).isEqualTo(key("__Host-" + attack.hostBound));
  }

  /** Whatever another host plants: it cannot make a session of its own the victim's. */
  @Property
  void hostBoundSessionCannotBePlanted(@ForAll("planted") @Size(max = 6) List<String> cookies) {
    List<String> attackers =
        cookies.stream().filter(cookie -> !cookie.contains(attack.plain)).toList();

    assertThat(attack.by(header(attackers), true)).isNull();
  }

  @Provide
  Arbitrary<List<String>> cookies() {
    return cookie("SESSION", "__Host-SESSION", "__host-SESSION", "session", "a", "$Version", "")
        .list();
  }

  @Provide
  Arbitrary<List<String>> planted() {
    return cookie("SESSION", "__host-SESSION", "__Secure-SESSION", "session", "a", "$Version", "")
        .list();
  }

  private Arbitrary<String> cookie(String... names) {
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of(
                attack.plain,
                attack.hostBound,
                "__Host-" + attack.hostBound,
                "",
                "1,__Host-SESSION=" + attack.hostBound),
            Arbitraries.create(() -> SessionId.random().value()),
            Arbitraries.strings().withCharRange(' ', '~').excludeChars(';', '"').ofMaxLength(60));
    return Combinators.combine(Arbitraries.of(names), values)
        .as((name, value) -> name + "=" + value);
  }

  private static byte[] header(List<String> cookies) {
    return String.join("; ", cookies).getBytes(ISO_8859_1);
  }

  private static @Nullable String key(@Nullable Session session) {
    return session == null ? null : session.key().value();
  }

  private static String key(String ticket) {
    return SessionServer.keyOf(ticket);
  }
}
