package io.cloakroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

class IdentityTokensTests {

  private static final Instant NOW = Instant.parse("2026-11-21T20:30:00.987Z");

  private final IdentityKeys keys = IdentityKeys.of(List.of(KeyFiles.p256().getPrivate()));
  private final Identity alice = new Identity("alice", Set.of("ROLE_USER", "ROLE_ADMIN", "a"));

  @Test
  void tokenSaysWhoWhatForWhomAndForHowLongAndNothingElse() throws Exception {
    String token = tokens(() -> alice).issue("billing");

    JsonWebSignature signed = new JsonWebSignature();
    signed.setCompactSerialization(token);
    signed.setKey(new JsonWebKeySet(keys.published()).getJsonWebKeys().get(0).getKey());
    assertThat(signed.verifySignature()).isTrue();
    assertThat(JsonUtil.parseJson(signed.getHeaders().getFullHeaderAsJsonString()))
        .isEqualTo(Map.of("alg", "ES256", "kid", keys.signing(), "typ", "JWT"));
    Map<String, Object> claims = JwtClaims.parse(signed.getPayload()).getClaimsMap();
    long now = NOW.getEpochSecond();
    assertThat(claims)
        .containsOnlyKeys("iss", "sub", "aud", "iat", "nbf", "exp", "jti", "authorities")
        .containsEntry("iss", "shop")
        .containsEntry("sub", "alice")
        .containsEntry("aud", "billing")
        .containsEntry("iat", now)
        .containsEntry("nbf", now)
        .containsEntry("exp", now + 60)
        .containsEntry("authorities", List.of("ROLE_ADMIN", "ROLE_USER", "a"));
  }

  @Test
  void noTwoTokensAreTheSame() {
    Set<String> issued = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      issued.add(tokens(() -> alice).issue("billing").replaceAll("\\.[^.]*$", ""));
    }
    assertThat(issued).as("whose signatures were left out").hasSize(20);
  }

  @Test
  void nobodyHasNoIdentity() {
    assertThatIllegalStateException()
        .isThrownBy(() -> tokens(() -> null).issue("billing"))
        .withMessageContaining("Nobody is signed in")
        .withMessageContaining("'billing'");
  }

  @Test
  void whereNobodyIsEverKnownTheMissingBeanIsNamed() {
    IdentityTokens tokens = tokens(CurrentIdentity.NONE);

    assertThatIllegalStateException()
        .isThrownBy(() -> tokens.issue("billing"))
        .withMessageContaining(
            "a bean of type io.cloakroom.identity.CurrentIdentity can know who is: declare one")
        .withMessageContaining("'billing'");
    assertThat(tokens.issue(alice, "billing")).isNotBlank();
  }

  @Test
  void audienceMustBeNamed() {
    assertThatIllegalArgumentException().isThrownBy(() -> tokens(() -> alice).issue(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> tokens(() -> alice).issue(alice, ""));
  }

  @Test
  void otherAudiencesThanThoseAllowedAreRefused() {
    IdentityTokens tokens = tokens(() -> alice, "billing", "mail");

    assertThat(tokens.issue("mail")).isNotBlank();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens.issue("biling"))
        .withMessageContaining("'biling'")
        .withMessageContaining("cloakroom.jwt.identity.audiences");
    assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue(alice, "biling"));
    assertThatIllegalArgumentException()
        .as("when the client is made, and not when it is used")
        .isThrownBy(() -> new IdentityInterceptor(tokens, "biling"));
  }

  @Test
  void identityHasAName() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Identity(" ", Set.of()));
  }

  private IdentityTokens tokens(CurrentIdentity current, String... audiences) {
    return new IdentityTokens(
        keys,
        new IdentitySettings("shop", Duration.ofMinutes(1), Set.of(audiences)),
        current,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
