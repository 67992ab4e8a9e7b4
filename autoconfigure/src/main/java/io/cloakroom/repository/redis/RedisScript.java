package io.cloakroom.repository.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.springframework.data.redis.core.script.DigestUtils;

/** A script that lies beside this class, with the prelude in front. It returns an array. */
enum RedisScript {
  INSERT,
  READ,
  UPDATE,
  RENAME,
  DELETE,
  TOUCH,
  DUE,
  CLAIM,
  FORGET,
  INDEX,
  LOCK,
  UNLOCK,
  UNINDEX,
  VERIFY,
  DENY("denials"),
  DENYALL("denials"),
  EPOCH("denials"),
  DENIED,
  PURGE;

  private final String body;
  private final String sha;

  RedisScript(String... more) {
    StringBuilder text = new StringBuilder(load("prelude"));
    List.of(more).forEach(name -> text.append(load(name)));
    body = text.append(load(name().toLowerCase(Locale.ROOT))).toString();
    sha = DigestUtils.sha1DigestAsHex(body);
  }

  String body() {
    return body;
  }

  String sha() {
    return sha;
  }

  /**
   * A script with its keys, all of one slot, and its arguments.
   *
   * @param keys at least one
   */
  record Call(RedisScript script, List<byte[]> keys, List<byte[]> args) {

    /**
     * Returns whether to send the script itself, and not its digest. An index entry must be there
     * before what is sent along with it, and Redis may have forgotten the one script and not the
     * other; nobody waits for the answer to a removal, so nobody could send it again.
     */
    boolean whole() {
      return script == INDEX || script == UNINDEX;
    }
  }

  Call on(List<byte[]> keys, List<byte[]> args) {
    return new Call(this, keys, args);
  }

  private static String load(String name) {
    try (InputStream in = RedisScript.class.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new FileNotFoundException(name + ".lua is missing from the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
