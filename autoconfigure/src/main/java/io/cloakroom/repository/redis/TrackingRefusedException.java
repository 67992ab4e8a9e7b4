package io.cloakroom.repository.redis;

/** Redis does not tell of changes, and will not before somebody changes something about it. */
final class TrackingRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrackingRefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  TrackingRefusedException(String message) {
    super(message);
  }
}
