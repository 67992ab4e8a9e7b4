package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionStoreUnavailableException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a data source leads to.
 *
 * @param dialect that the database speaks
 * @param store name of the database for people, without credentials
 * @param quote around identifiers
 */
record DatabaseIdentity(Dialect dialect, String store, String quote) {

  // Without user, password and parameters: jdbc:x://user:password@host:1,other:2/name?password=y
  private static final Pattern NETWORK =
      Pattern.compile("jdbc:[^/]*//(?:[^/@]*@)?([^/?;@]+).*", Pattern.DOTALL);

  private static final Pattern LOCAL = Pattern.compile("jdbc:h2:([^;?]+).*", Pattern.DOTALL);

  /**
   * Asks a database.
   *
   * @throws SessionStoreUnavailableException if it cannot be reached
   * @throws IllegalArgumentException if it is not a known one
   */
  static DatabaseIdentity of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      Dialect dialect = Dialect.of(metaData);
      String host = host(metaData.getURL());
      return new DatabaseIdentity(
          dialect, dialect.product() + " at " + host, metaData.getIdentifierQuoteString());
    } catch (SQLException e) {
      throw new SessionStoreUnavailableException(
          "The database of the sessions could not be reached at start-up. Check that it runs, and spring.datasource.*",
          e);
    }
  }

  /** Returns the name of a table for use in statements. */
  String qualified(JdbcSettings settings) {
    return settings.schema() == null
        ? settings.table()
        : quote + settings.schema() + quote + "." + settings.table();
  }

  private static String host(@Nullable String url) {
    if (url == null) {
      return "an unknown address";
    }
    for (Pattern pattern : new Pattern[] {NETWORK, LOCAL}) {
      Matcher matcher = pattern.matcher(url);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return "an unknown address";
  }
}
