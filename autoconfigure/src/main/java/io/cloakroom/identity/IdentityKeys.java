package io.cloakroom.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import io.cloakroom.seal.UnusableKeyException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;

/** Keys in order: the first one signs, and the public halves of all of them are published. */
public final class IdentityKeys {

  /** How to make a key. */
  public static final String REMEDY =
      "Make a key with \"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out identity.pem\".";

  private final List<IdentityKey> keys;
  private final String published;

  private IdentityKeys(List<IdentityKey> keys) {
    this.keys = List.copyOf(keys);
    List<JWK> jwks = keys.stream().<JWK>map(IdentityKey::published).toList();
    this.published = new JWKSet(jwks).toString(true);
  }

  /**
   * Makes a ring.
   *
   * @param privateKeys in order, each of the curve P-256
   * @throws UnusableKeyException if there is none, if one is of another kind, or there twice
   */
  public static IdentityKeys of(List<? extends PrivateKey> privateKeys) {
    if (privateKeys.isEmpty()) {
      throw new UnusableKeyException("There is none.", REMEDY);
    }
    List<IdentityKey> keys = new ArrayList<>();
    for (PrivateKey each : privateKeys) {
      IdentityKey key = IdentityKey.of(each, "Key " + (keys.size() + 1));
      if (keys.stream().anyMatch(before -> before.id().equals(key.id()))) {
        throw new UnusableKeyException(
            "Key %d is there twice, as %s.".formatted(keys.size() + 1, key), "Remove one.");
      }
      keys.add(key);
    }
    return new IdentityKeys(keys);
  }

  /** Returns the id of the key that signs; public. */
  public String signing() {
    return keys.get(0).id();
  }

  /** Returns the public halves, as a JWK Set (RFC 7517, 5). */
  public String published() {
    return published;
  }

  String sign(JWTClaimsSet claims) {
    return keys.get(0).sign(claims);
  }

  /** Returns the ids, never the secrets. */
  @Override
  public String toString() {
    return "IdentityKeys " + keys;
  }
}
