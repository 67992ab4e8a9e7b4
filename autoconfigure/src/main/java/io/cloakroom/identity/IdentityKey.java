package io.cloakroom.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloakroom.seal.UnusableKeyException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;

/**
 * A key pair for ES256 (RFC 7518, 3.4), which is what most libraries verify. Its id is the
 * thumbprint of the public half (RFC 7638), so that it is the same on all nodes, and no two keys
 * have the same.
 */
final class IdentityKey {

  private final ECKey published;
  private final JWSHeader header;
  private final JWSSigner signer;

  private IdentityKey(ECKey published, JWSSigner signer) {
    this.published = published;
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(published.getKeyID())
            .build();
    this.signer = signer;
  }

  /**
   * Takes a private key.
   *
   * @param place what to call it as long as it has no id
   * @throws UnusableKeyException if it is not of the curve P-256
   */
  static IdentityKey of(PrivateKey key, String place) {
    if (!(key instanceof ECPrivateKey secret)) {
      throw new UnusableKeyException(
          "%s is one for %s, and must be one of the elliptic curve P-256."
              .formatted(place, key.getAlgorithm()),
          IdentityKeys.REMEDY);
    }
    Curve curve = Curve.forECParameterSpec(secret.getParams());
    if (!Curve.P_256.equals(curve)) {
      throw new UnusableKeyException(
          "%s is of the elliptic curve %s, and must be of P-256."
              .formatted(place, curve == null ? "unknown" : curve),
          IdentityKeys.REMEDY);
    }
    try {
      ECKey published =
          new ECKey.Builder(Curve.P_256, PublicHalf.of(secret))
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint()
              .build();
      return new IdentityKey(published, new ECDSASigner(secret));
    } catch (GeneralSecurityException | JOSEException | RuntimeException outOfRange) {
      throw new UnusableKeyException(
          place + " is damaged: nothing that it signs can be verified.", IdentityKeys.REMEDY);
    }
  }

  String id() {
    return published.getKeyID();
  }

  /** Returns the public half; there is no secret in it. */
  ECKey published() {
    return published;
  }

  /** Returns a token. */
  String sign(JWTClaimsSet claims) {
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException impossible) {
      throw new IllegalStateException("Every JDK has ECDSA with SHA-256", impossible);
    }
    return token.serialize();
  }

  /** Returns the id, never the secret. */
  @Override
  public String toString() {
    return id();
  }
}
