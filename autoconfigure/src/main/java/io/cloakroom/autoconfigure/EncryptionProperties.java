package io.cloakroom.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How attributes are encrypted in the store. */
public class EncryptionProperties {

  /**
   * Keys in order: the first one seals what is stored, and all of them open it. If there is none,
   * nothing is encrypted.
   */
  private List<Key> keys = new ArrayList<>();

  /**
   * Whether keys only open what is sealed, and nothing is sealed: for the deployment before
   * encryption is turned on, and for turning it off.
   */
  private boolean openOnly;

  public List<Key> getKeys() {
    return keys;
  }

  public void setKeys(List<Key> keys) {
    this.keys = keys;
  }

  public boolean isOpenOnly() {
    return openOnly;
  }

  public void setOpenOnly(boolean openOnly) {
    this.openOnly = openOnly;
  }

  /** One key. */
  public static class Key {

    /** Public name of the key, which is stored with what it seals. */
    private @Nullable String id;

    /** Base64 of exactly 256 random bits. */
    private @Nullable String value;

    /** Takes a key that was given without an id, so that no message of Boot's shows its value. */
    public static Key valueOf(String value) {
      Key key = new Key();
      key.setValue(value);
      return key;
    }

    public @Nullable String getId() {
      return id;
    }

    public void setId(@Nullable String id) {
      this.id = id;
    }

    public @Nullable String getValue() {
      return value;
    }

    public void setValue(@Nullable String value) {
      this.value = value;
    }
  }
}
