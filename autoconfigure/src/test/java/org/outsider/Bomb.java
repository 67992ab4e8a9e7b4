package org.outsider;

/** Must never be made by a codec: its constructor and its setter could do anything. */
public final class Bomb {

  private String command = "";

  /** Says what is to be run, as the classes do that attacks are made of. */
  public void setCommand(String command) {
    this.command = command;
  }

  @Override
  public String toString() {
    return "bomb: " + command;
  }
}
