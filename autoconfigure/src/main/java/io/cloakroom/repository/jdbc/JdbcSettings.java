package io.cloakroom.repository.jdbc;

import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept in a database, and how.
 *
 * @param table name of the table, written as it is into SQL, so each database folds its case as it
 *     does with any name; at most 40 letters, digits and underscores
 * @param schema in which the table is, spelled exactly as the database has it (on MariaDB and MySQL
 *     the name of a database); null for that of the connection
 * @param touches how long a session is kept beyond its idle timeout
 * @param expiryBucket to which expiries are rounded up in the index that the cleanup reads: an
 *     expired session is found at most so much later. At least ten touch intervals, or touches
 *     cannot leave the index alone
 * @param commandTimeout how long a statement may take, and how long to wait for a connection
 */
public record JdbcSettings(
    String table,
    @Nullable String schema,
    TouchPolicy touches,
    Duration expiryBucket,
    Duration commandTimeout) {

  /** Name of the table unless one is set. */
  public static final String DEFAULT_TABLE = "cloakroom_session";

  /** Width of an expiry bucket unless one is set. */
  public static final Duration DEFAULT_EXPIRY_BUCKET = Duration.ofMinutes(10);

  private static final Pattern TABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");
  private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_$-]{0,62}");

  /**
   * Takes settings.
   *
   * @throws IllegalArgumentException if a name is not of the form above, or a time is not positive
   */
  public JdbcSettings {
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException(
          "A table name has at most 40 letters, digits and underscores and begins with a letter, was '%s'"
              .formatted(table));
    }
    if (schema != null && !SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "A schema name has at most 63 letters, digits, '_', '$' and '-' and begins with a letter or '_', was '%s'"
              .formatted(schema));
    }
    positive("expiry bucket", expiryBucket);
    positive("command timeout", commandTimeout);
  }

  /** Returns the defaults of everything but how sessions are touched and how long to wait. */
  public static JdbcSettings of(TouchPolicy touches, Duration commandTimeout) {
    return new JdbcSettings(DEFAULT_TABLE, null, touches, DEFAULT_EXPIRY_BUCKET, commandTimeout);
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "The %s must be a millisecond or more, was %s".formatted(name, value));
    }
  }
}
