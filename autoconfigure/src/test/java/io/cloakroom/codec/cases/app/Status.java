package io.cloakroom.codec.cases.app;

/**
 * Has a constant with a body, and thus a class of its own, and a name that is not what it shows.
 */
public enum Status {
  NEW,
  PAID,
  SENT {
    @Override
    public String label() {
      return "on its way";
    }
  };

  public String label() {
    return name();
  }

  @Override
  public String toString() {
    return "status: " + label();
  }
}
