package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.PrincipalIndex;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds sessions by the hash of their principal, so that no collation takes two for one. */
record JdbcPrincipalIndex(SessionTable table) implements PrincipalIndex {

  @Override
  public List<SessionKey> find(String principal) {
    Map<String, @Nullable Object> values = Map.of("hash", hash(principal));
    return table
        .runner()
        .run(
            "find by principal",
            connection -> SessionTable.keys(connection, table.sql().findByPrincipal(), values));
  }

  static String hash(String principal) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(principal.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
