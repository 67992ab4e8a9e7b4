package io.cloakroom.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Tells other services who is signed in, by tokens that any JWT library verifies with the published
 * keys.
 *
 * <p>A token is a JWS in compact serialization (RFC 7515) with the header {@code
 * {"alg":"ES256","kid":"...","typ":"JWT"}} and these claims (RFC 7519): {@code iss} the
 * application, {@code sub} the user's name, {@code aud} the one service that it is for, {@code
 * iat}, {@code nbf} and {@code exp} in whole seconds by the clock of this node, {@code jti} random,
 * and {@code authorities}, an array of texts. There is nothing of the session in it.
 *
 * <p>Its type is {@code JWT}, since all libraries take that as they are. It is no access token of
 * OAuth 2 ({@code at+jwt}, RFC 9068): no client was authorized, and there is no {@code client_id}.
 * A type of its own (RFC 8725, 3.11) would keep it apart from other tokens under the same keys, of
 * which there are none.
 *
 * <p>Whoever has a token can use it, at the service that it is for, until it ends: nothing takes it
 * back, a logout neither. It is signed and not encrypted. Each call makes a new one. Safe for use
 * by several threads.
 */
public final class IdentityTokens {

  /** Claim with what the user may do. */
  public static final String AUTHORITIES = "authorities";

  private final IdentityKeys keys;
  private final IdentitySettings settings;
  private final CurrentIdentity current;
  private final Clock clock;

  /**
   * Makes an issuer.
   *
   * @param keys whose first one signs
   * @param settings what is in all tokens
   * @param current knows who is signed in
   * @param clock of this node
   */
  public IdentityTokens(
      IdentityKeys keys, IdentitySettings settings, CurrentIdentity current, Clock clock) {
    this.keys = keys;
    this.settings = settings;
    this.current = current;
    this.clock = clock;
  }

  /**
   * Returns a token of the user who is signed in, in the request that this thread serves. If
   * nothing of the session was needed before, it is loaded.
   *
   * @param audience name of the one service that the token is for
   * @throws IllegalStateException if nobody is signed in, so also for an anonymous user
   * @throws IllegalArgumentException if the name is blank, or none of those that are allowed
   */
  public String issue(String audience) {
    requireAllowed(audience);
    Identity user = current.get();
    if (user == null) {
      throw new IllegalStateException(
          "Nobody is signed in where an identity for '%s' is asked for. %s, or say whose identity it is"
              .formatted(
                  audience,
                  current == CurrentIdentity.NONE
                      ? "Without Spring Security, only a bean of type io.cloakroom.identity.CurrentIdentity can know who is: declare one"
                      : "Ask in a request of a user who is, on the thread that serves it"));
    }
    return issue(user, audience);
  }

  /**
   * Returns a token of a user of whom the application knows that he is signed in: on another
   * thread, or by other means than Spring Security.
   *
   * @param user whom it names
   * @param audience name of the one service that the token is for
   * @throws IllegalArgumentException if the name is blank, or none of those that are allowed
   */
  public String issue(Identity user, String audience) {
    requireAllowed(audience);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return keys.sign(
        new JWTClaimsSet.Builder()
            .issuer(settings.issuer())
            .subject(user.name())
            .audience(audience)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(settings.lifetime())))
            .jwtID(UUID.randomUUID().toString())
            .claim(AUTHORITIES, List.copyOf(user.authorities()))
            .build());
  }

  /** Refuses a service that nothing may be told to. */
  void requireAllowed(String audience) {
    if (audience.isBlank()) {
      throw new IllegalArgumentException(
          "A token must be for a service, and the name of the audience is blank");
    }
    if (!settings.audiences().isEmpty() && !settings.audiences().contains(audience)) {
      throw new IllegalArgumentException(
          "No token may be for '%s': it is none of cloakroom.jwt.identity.audiences. Name another one, or add it there"
              .formatted(audience));
    }
  }
}
