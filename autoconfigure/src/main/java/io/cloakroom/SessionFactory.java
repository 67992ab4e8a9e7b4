package io.cloakroom;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes sessions, new ones and those that a store returned. */
public final class SessionFactory {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LINEAGE_BYTES = 16;

  private final AttributeCodec codec;
  private final AttributeSeal seal;
  private final SessionOwner owner;
  private final AttributeProblems problems;
  private final boolean detectMutations;

  /** Makes a factory of sessions whose attributes are stored as the codec writes them. */
  public SessionFactory(
      AttributeCodec codec,
      PrincipalResolver principals,
      SessionTimeouts timeouts,
      AttributeProblems problems,
      boolean detectMutations) {
    this(codec, AttributeSeal.NONE, principals, timeouts, problems, detectMutations);
  }

  /**
   * Makes a factory.
   *
   * @param codec for all attributes
   * @param seal between the codec and the store
   * @param principals says whom a session belongs to
   * @param timeouts say how long sessions live
   * @param problems is told of attributes that cannot be read or saved
   * @param detectMutations whether attributes that were read are encoded again to see whether they
   *     were changed in place
   */
  public SessionFactory(
      AttributeCodec codec,
      AttributeSeal seal,
      PrincipalResolver principals,
      SessionTimeouts timeouts,
      AttributeProblems problems,
      boolean detectMutations) {
    this.codec = codec;
    this.seal = seal;
    this.owner = new SessionOwner(principals, timeouts);
    this.problems = problems;
    this.detectMutations = detectMutations;
  }

  /** Begins a session that no store holds yet, and that belongs to nobody. */
  public Session create() {
    byte[] random = new byte[LINEAGE_BYTES];
    RANDOM.nextBytes(random);
    String lineage = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new Session(
        SessionId.random(), lineage, Instant.now(), attributes(Map.of(), lineage), owner);
  }

  /**
   * Opens a session that a store returned.
   *
   * @param id that the client sent; null if no client asked for it
   * @param stored what the store holds
   */
  public Session open(@Nullable SessionId id, SessionRecord stored) {
    return new Session(id, stored, attributes(stored.attributes(), stored.lineage()), owner);
  }

  /**
   * Opens a session of which only a part is known, and the rest is loaded when it is needed.
   *
   * @param id that the client sent
   * @param part what is known, with attributes as the codec wrote them
   * @param known names of the attributes that it knows, or knows not to be there
   * @param loading is asked once for the rest, and {@linkplain Session#complete completes} the
   *     session, or {@linkplain Session#end() ends} it if there is none
   */
  public Session openPart(
      SessionId id, SessionRecord part, Set<String> known, Consumer<Session> loading) {
    SessionAttributes attributes = attributes(Map.of(), part.lineage());
    attributes.addOpened(part.attributes());
    Session session = new Session(id, part, attributes, owner);
    session.lack(new SessionRest(known, loading));
    return session;
  }

  private SessionAttributes attributes(Map<String, byte[]> stored, String lineage) {
    return new SessionAttributes(stored, lineage, codec, seal, problems, detectMutations);
  }
}
