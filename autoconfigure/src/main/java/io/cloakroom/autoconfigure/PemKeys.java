package io.cloakroom.autoconfigure;

import io.cloakroom.identity.IdentityKeys;
import io.cloakroom.seal.UnusableKeyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads private keys that are configured as PEM, or by where such a file is. What could be a key is
 * never in a message, and never taken for a location.
 */
final class PemKeys {

  private static final String REMEDY =
      IdentityKeys.REMEDY
          + " Then write \"file:\" and its path, or its text with all line breaks: the same on all nodes.";

  private final ResourceLoader resources;

  PemKeys(ResourceLoader resources) {
    this.resources = resources;
  }

  /**
   * Reads keys.
   *
   * @param entries as they are configured; null: they are not
   * @throws UnusableKeyException if there is none, or one cannot be read
   */
  List<PrivateKey> read(@Nullable List<String> entries) {
    if (entries == null || entries.isEmpty()) {
      throw new UnusableKeyException(
          "There is none, and cloakroom.jwt.identity.enabled=true.", REMEDY);
    }
    List<PrivateKey> keys = new ArrayList<>();
    for (String entry : entries) {
      keys.add(read(entry.strip(), "Key " + (keys.size() + 1)));
    }
    return keys;
  }

  private PrivateKey read(String entry, String place) {
    PrivateKey key = parse(content(entry, place));
    if (key == null) {
      throw new UnusableKeyException(
          place + " is no private key as PEM that can be read without a password.", REMEDY);
    }
    return key;
  }

  private PemContent content(String entry, String place) {
    if (PemContent.isPresentInText(entry)) {
      return Objects.requireNonNull(PemContent.of(entry));
    }
    if (UnusableKeyException.isReference(entry)) {
      throw UnusableKeyException.unset(place, entry);
    }
    if (!entry.startsWith("file:") && !entry.startsWith("classpath:")) {
      throw new UnusableKeyException(
          place
              + " is neither a private key as PEM, nor a location that begins with \"file:\" or \"classpath:\".",
          REMEDY);
    }
    try (InputStream file = resources.getResource(entry).getInputStream()) {
      return PemContent.load(file);
    } catch (IOException | UncheckedIOException e) {
      throw new UnusableKeyException(
          "%s is %s, which cannot be read.".formatted(place, entry),
          "Let it be a file that the application may read.");
    }
  }

  private static @Nullable PrivateKey parse(PemContent content) {
    try {
      return content.getPrivateKey();
    } catch (IllegalStateException notReadable) {
      return null;
    }
  }
}
