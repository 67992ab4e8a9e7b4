package io.cloakroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.seal.UnusableKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityKeysTests {

  @Test
  void publicHalfIsFoundForEachPrivateOne() throws Exception {
    for (int i = 0; i < 64; i++) {
      KeyPair pair = KeyFiles.p256();

      ECPublicKey found = PublicHalf.of((ECPrivateKey) pair.getPrivate());

      assertThat(found.getW()).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    }
  }

  @Test
  void onlyPublicHalvesArePublishedWithTheirThumbprints() throws Exception {
    List<KeyPair> pairs = List.of(KeyFiles.p256(), KeyFiles.p256());

    IdentityKeys keys = IdentityKeys.of(pairs.stream().map(KeyPair::getPrivate).toList());

    List<JsonWebKey> published = new JsonWebKeySet(keys.published()).getJsonWebKeys();
    assertThat(published).hasSize(2);
    for (int i = 0; i < published.size(); i++) {
      JsonWebKey key = published.get(i);
      Map<String, Object> members = key.toParams(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
      assertThat(members)
          .containsOnlyKeys("kty", "crv", "x", "y", "use", "alg", "kid")
          .containsEntry("kty", "EC")
          .containsEntry("crv", "P-256")
          .containsEntry("use", "sig")
          .containsEntry("alg", "ES256")
          .containsEntry("kid", key.calculateBase64urlEncodedThumbprint("SHA-256"));
      assertThat(key.getKey()).isEqualTo(pairs.get(i).getPublic());
    }
    assertThat(keys.published()).doesNotContain("\"d\"");
    assertThat(keys.signing()).isEqualTo(published.get(0).getKeyId());
  }

  @Test
  void noTextOfItTellsASecret() {
    KeyPair pair = KeyFiles.p256();
    IdentityKeys keys = IdentityKeys.of(List.of(pair.getPrivate()));

    assertThat(keys).hasToString("IdentityKeys [" + keys.signing() + "]");
  }

  @Test
  void noKeyIsNoRing() {
    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> IdentityKeys.of(List.of()))
        .withMessage("There is none.")
        .satisfies(e -> assertThat(e.remedy()).contains("openssl genpkey -algorithm EC"));
  }

  @Test
  void keyThatIsThereTwiceIsRefused() {
    PrivateKey key = KeyFiles.p256().getPrivate();

    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> IdentityKeys.of(List.of(KeyFiles.p256().getPrivate(), key, key)))
        .withMessageStartingWith("Key 3 is there twice, as ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "Ed25519", "X25519", "DSA"})
  void keyForAnotherAlgorithmIsRefused(String algorithm) {
    List<PrivateKey> keys = List.of(KeyFiles.of(algorithm).getPrivate());

    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> IdentityKeys.of(keys))
        .withMessageMatching(
            "Key 1 is one for (RSA|EdDSA|XDH|DSA), and must be one of the elliptic curve P-256\\.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void keyOfAnotherCurveIsRefused(String curve) {
    List<PrivateKey> keys = List.of(KeyFiles.ec(curve).getPrivate());

    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> IdentityKeys.of(keys))
        .withMessageMatching("Key 1 is of the elliptic curve P-(384|521), and must be of P-256\\.");
  }

  @Test
  void keyThatVerifiesNothingIsRefused() throws Exception {
    ECParameterSpec curve = ((ECPrivateKey) KeyFiles.p256().getPrivate()).getParams();
    List<PrivateKey> keys =
        List.of(
            KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(curve.getOrder(), curve)));

    assertThatExceptionOfType(UnusableKeyException.class)
        .isThrownBy(() -> IdentityKeys.of(keys))
        .withMessageStartingWith("Key 1 is damaged");
  }
}
