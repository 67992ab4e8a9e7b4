package io.cloakroom.autoconfigure;

import io.cloakroom.seal.SealMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How attributes are encrypted in the store. */
public class EncryptionProperties {

  /**
   * Keys in order, each an id, a colon, and base64 of 256 random bits: the first one seals what is
   * stored, and all of them open it. If it is not set, nothing is encrypted.
   */
  private @Nullable List<String> keys;

  /**
   * What is done with the keys: "open" what is sealed only, "seal" what is stored too, or also
   * "require" that what is read is sealed.
   */
  private SealMode mode = SealMode.SEAL;

  public @Nullable List<String> getKeys() {
    return keys;
  }

  public void setKeys(@Nullable List<String> keys) {
    this.keys = keys;
  }

  public SealMode getMode() {
    return mode;
  }

  public void setMode(SealMode mode) {
    this.mode = mode;
  }
}
