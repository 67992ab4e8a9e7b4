package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On PostgreSQL: an attribute is a member of a JSON object. */
class PostgresEncryptedFleetTests extends EncryptedFleetTests {

  private static final Pattern BINARY = Pattern.compile("\"\\$binary\"\\s*:\\s*\"([^\"]*)\"");

  private final Endpoint server = TestServers.freshPostgres();
  private final JdbcClient database =
      JdbcClient.create(
          new DriverManagerDataSource(
              server.jdbcUrl("postgresql"), server.user(), server.password()));

  @Override
  List<String> store() {
    List<String> properties = new ArrayList<>(JdbcWholeRequestTests.at(server, "postgresql"));
    properties.add("cloakroom.store=jdbc");
    return properties;
  }

  @Override
  void copy(String fromKey, String from, String toKey, String to) {
    database
        .sql(
            """
            UPDATE cloakroom_session t
            SET attributes =
              (t.attributes::jsonb || jsonb_build_object(:to::text, f.attributes::jsonb -> :from))::json
            FROM cloakroom_session f WHERE f.session_key = :fromKey AND t.session_key = :toKey
            """)
        .param("from", from)
        .param("to", to)
        .param("fromKey", fromKey)
        .param("toKey", toKey)
        .update();
  }

  @Override
  void plant(String key, String attribute, String json) {
    database
        .sql(
            """
            UPDATE cloakroom_session
            SET attributes =
              (attributes::jsonb || jsonb_build_object(:attribute::text, :json::jsonb))::json
            WHERE session_key = :key
            """)
        .param("attribute", attribute)
        .param("json", json)
        .param("key", key)
        .update();
  }

  /** What is base64 there, decoded too. */
  @Override
  String dump(String key) {
    String row =
        database
            .sql("SELECT s::text FROM cloakroom_session s WHERE session_key = :key")
            .param("key", key)
            .query(String.class)
            .single()
            .replace("\"\"", "\"");
    StringBuilder text = new StringBuilder(row);
    BINARY
        .matcher(row)
        .results()
        .forEach(
            match ->
                text.append('\n')
                    .append(new String(Base64.getDecoder().decode(match.group(1)), ISO_8859_1)));
    return text.toString();
  }
}
