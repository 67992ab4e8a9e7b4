package io.cloakroom;

/** Is told of attributes that a session could not read or save, and had to leave as they were. */
public interface AttributeProblems {

  /**
   * An attribute is absent to the application, because this node cannot decode it. It stays in the
   * store.
   */
  void unreadable(SessionKey session, String attribute, AttributeDecodingException reason);

  /**
   * Changes made in place to an attribute were not saved, because it could not be encoded, most
   * likely since another thread was changing it.
   */
  void notSaved(SessionKey session, String attribute, RuntimeException reason);
}
