package io.cloakroom.codec;

/**
 * A class is not on the allow-list; the message is its name. It is unchecked, since an object
 * stream tries to write a checked one into itself.
 */
final class RefusedClassException extends RuntimeException {

  RefusedClassException(String name) {
    super(name);
  }
}
