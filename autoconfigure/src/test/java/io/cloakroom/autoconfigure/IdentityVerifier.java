package io.cloakroom.autoconfigure;

import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** What another service does with a token: it has the address of the keys, and jose4j. */
final class IdentityVerifier {

  private final JwtConsumer consumer;

  /**
   * Makes a service.
   *
   * @param name that tokens must be for
   * @param jwks where the keys are
   */
  IdentityVerifier(String name, String jwks) {
    this.consumer =
        new JwtConsumerBuilder()
            .setJwsAlgorithmConstraints(ConstraintType.PERMIT, "ES256")
            .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(new HttpsJwks(jwks)))
            .setExpectedIssuer("shop")
            .setExpectedAudience(name)
            .setRequireSubject()
            .setRequireExpirationTime()
            .setRequireIssuedAt()
            .setRequireNotBefore()
            .setRequireJwtId()
            .setAllowedClockSkewInSeconds(0)
            .build();
  }

  JwtClaims claims(String token) throws InvalidJwtException {
    return consumer.processToClaims(token);
  }

  /** Returns who the user is, and what he may do. */
  Map.Entry<String, List<String>> user(String token) {
    try {
      JwtClaims claims = claims(token);
      return Map.entry(claims.getSubject(), claims.getStringListClaimValue("authorities"));
    } catch (InvalidJwtException | MalformedClaimException e) {
      throw new IllegalStateException(e);
    }
  }
}
