package io.cloakroom.token;

import static io.cloakroom.SessionId.HOST_BOUND;

import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.seal.KeyRing;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes tickets of sessions, and judges those that come back.
 *
 * <p>There is no clock but the nodes' here. A node takes a token until the clock skew after its
 * end, and one that was made by a clock which is ahead by no more than that.
 */
public final class TicketOffice {

  /**
   * What a ticket may have, so that its cookie has less than 4,096 with its name and attributes.
   */
  static final int MOST_BYTES = 3_800;

  /** Longer than that is no ticket. */
  private static final int LONGEST = 4_096;

  /** Bytes that remembered tickets may take. */
  private static final long MOST_REMEMBERED = 64L * 1024 * 1024;

  private static final long SHARE_OF_HEAP = 8;

  private final OpenedTickets opened =
      new OpenedTickets(
          Math.min(MOST_REMEMBERED, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) / 2);

  private final TokenSeal seal;
  private final TokenCodec codec;
  private final TokenSettings settings;
  private final TokenKind kind;
  private final Clock clock;

  /**
   * Makes an office for whole sessions.
   *
   * @param keys whose first one seals, and all of which open; at least one
   * @param settings how tokens are made and read
   * @param clock of this node
   * @throws IllegalArgumentException if there is no key
   */
  public TicketOffice(KeyRing keys, TokenSettings settings, Clock clock) {
    this(TokenKind.WHOLE, keys, settings, clock);
  }

  /**
   * Makes an office.
   *
   * @param kind of tokens; those of another kind it does not take
   * @param keys whose first one seals, and all of which open; at least one
   * @param settings how tokens are made and read
   * @param clock of this node
   * @throws IllegalArgumentException if there is no key
   */
  public TicketOffice(TokenKind kind, KeyRing keys, TokenSettings settings, Clock clock) {
    if (keys.sealing() == null) {
      throw new IllegalArgumentException("There is no key to seal tokens with");
    }
    this.seal = TokenSeal.of(keys, kind.purpose());
    this.codec = new TokenCodec(settings.audience());
    this.settings = settings;
    this.kind = kind;
    this.clock = clock;
  }

  TokenSettings settings() {
    return settings;
  }

  /** Returns the time, as exactly as it is written. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Reads a ticket.
   *
   * @param ticket anything that a client sent
   * @throws RefusedTicketException unless it is a token of this application that counts now
   */
  SealedTicket read(String ticket) throws RefusedTicketException {
    return read(ticket, false);
  }

  /**
   * Reads a ticket, also one whose time is over.
   *
   * @param ticket anything that a client sent
   * @throws RefusedTicketException unless it is a token of this application
   */
  SealedTicket readLasting(String ticket) throws RefusedTicketException {
    return read(ticket, true);
  }

  private SealedTicket read(String text, boolean lasting) throws RefusedTicketException {
    SealedTicket known = opened.get(text);
    SealedTicket ticket = known == null ? open(text) : known;
    checkBegin(ticket);
    if (!lasting) {
      checkEnd(ticket);
    }
    if (known == null) {
      opened.add(ticket);
    }
    return ticket;
  }

  private SealedTicket open(String text) throws RefusedTicketException {
    boolean hostBound = text.startsWith(HOST_BOUND);
    int from = hostBound ? HOST_BOUND.length() : 0;
    if (text.length() - from > LONGEST) {
      throw new RefusedTicketException(Fault.OVERSIZE);
    }
    TokenSeal.Opened content = seal.open(text.substring(from));
    try {
      SessionToken token = codec.decode(content.claims());
      if (token.id().isHostBound() != hostBound) {
        throw new RefusedTicketException(Fault.MISPLACED);
      }
      return new SealedTicket(text, token, end(token), content.keyId(), content.current());
    } catch (RefusedTicketException e) {
      throw new RefusedTicketException(e.fault(), content.keyId());
    }
  }

  /**
   * Makes a ticket.
   *
   * @throws IllegalStateException if no cookie could hold it; names the largest attributes
   */
  SealedTicket issue(SessionToken token) {
    String sealed = seal.seal(codec.encode(token));
    // Judged as if the key had the longest id: or else changing keys could make it too large.
    int length = TokenSeal.longest(sealed);
    if (length > MOST_BYTES) {
      throw new IllegalStateException(
          "Session %s would be a token of %d bytes, and its cookie can have %d; largest attributes: %s. %s"
              .formatted(
                  token.id().key(),
                  length,
                  MOST_BYTES,
                  SessionLimits.largest(token.attributes()),
                  kind.remedy()));
    }
    String value = token.id().isHostBound() ? HOST_BOUND + sealed : sealed;
    return new SealedTicket(value, token, end(token), seal.sealing(), true);
  }

  /** Nodes that were started with another lifetime may have made it. */
  private Instant end(SessionToken token) {
    Instant longest = token.issuedAt().plus(settings.lifetime());
    return token.expiresAt().isBefore(longest) ? token.expiresAt() : longest;
  }

  private void checkBegin(SealedTicket ticket) throws RefusedTicketException {
    SessionToken token = ticket.token();
    Instant ahead = now().plus(settings.clockSkew());
    if (token.notBefore().isAfter(ahead) || token.issuedAt().isAfter(ahead)) {
      throw new RefusedTicketException(Fault.NOT_YET_VALID, ticket.keyId());
    }
  }

  /** Returns whether a ticket counts no more, by its time. */
  boolean isOver(SealedTicket ticket) {
    return !now().isBefore(ticket.end().plus(settings.clockSkew()));
  }

  private void checkEnd(SealedTicket ticket) throws RefusedTicketException {
    Instant endsAt = ticket.token().endsAt();
    if (isOver(ticket) || (endsAt != null && !now().isBefore(endsAt))) {
      throw new RefusedTicketException(Fault.EXPIRED, ticket.keyId());
    }
  }
}
