package io.cloakroom.token;

import java.util.Locale;

/** What is wrong with a ticket. For logs and metrics: no client is told. */
enum Fault {

  /** It is longer than any ticket. */
  OVERSIZE,

  /**
   * It is no compact JWE: something is missing, too much, too short, or not canonical base64url.
   */
  MALFORMED,

  /** It is a JWE, and its header is none that is written here. */
  HEADER,

  /** It was sealed with a key that this node does not have. */
  UNKNOWN_KEY,

  /** Its key does not open it: it was changed, or made with another key. */
  NOT_AUTHENTIC,

  /** It is sealed with its key, and holds no session. */
  CLAIMS,

  /** Somebody else made it. */
  ISSUER,

  /** It is for another application. */
  AUDIENCE,

  /** It came in another kind of cookie than it was made for. */
  MISPLACED,

  /** Its time has yet to come, by the clock of this node. */
  NOT_YET_VALID,

  /** Its time is over. */
  EXPIRED,

  /** Its session, or all of its user's, were ended before their time. */
  REVOKED,

  /** Its session is not in the store, or another one is. */
  NOT_STORED;

  /** Returns it as it stands in logs and metrics. */
  String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
