package io.cloakroom.autoconfigure;

import io.cloakroom.seal.UnusableKeyException;

/** Says which keys cannot be used: those that tokens are sealed with. */
final class UnusableTokenKeysException extends RuntimeException {

  UnusableTokenKeysException(UnusableKeyException cause) {
    super("The keys in cloakroom.jwt.keys cannot be used", cause);
  }
}
