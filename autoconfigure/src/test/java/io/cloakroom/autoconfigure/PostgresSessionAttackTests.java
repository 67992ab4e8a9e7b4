package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionKey;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class PostgresSessionAttackTests extends SessionAttackTests {

  private final Endpoint server = TestServers.freshPostgres();
  private final JdbcClient database =
      JdbcClient.create(
          new DriverManagerDataSource(
              server.jdbcUrl("postgresql"), server.user(), server.password()));

  @Override
  List<String> store() {
    return StoreProperties.jdbc("postgresql", server);
  }

  /** What the column does not take, since it is not JSON, can only be there in its other form. */
  @Override
  void tamper(SessionKey session, String attribute, byte[] value) {
    String json = isJson(value) ? new String(value, UTF_8) : binary(value);
    write(session, "attributes", "{\"kept\":\"kept\",\"" + attribute + "\":" + json + "}", "json");
  }

  @Override
  String dump() {
    return String.join(
        "\n",
        database
            .sql("SELECT row_to_json(s)::text FROM cloakroom_session s")
            .query(String.class)
            .list());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attributes=[]",
        "attributes=null",
        "attributes=\"x\"",
        "attributes=1",
        "attributes={\"v\":{\"$java\":1}}",
        "attributes={\"v\":{\"$binary\":\"%%%\"}}",
        "attributes={\"v\":1,\"v\":2}",
        "created_at=-1",
        "created_at=9223372036854775807",
        "accessed_at=-9223372036854775808",
        "accessed_at=9223372036854775807",
        "idle_ms=-9223372036854775808",
        "idle_ms=9223372036854775807",
        "slack_ms=-1",
        "ends_at=9223372036854775807",
        "expires_at=9223372036854775807",
        "version=-9223372036854775808",
        "version=9223372036854775807",
        "lineage=../..",
        "principal=root",
        "claimed_until=-1",
      })
  void tamperedRecordIsASessionOrNone(String tampering) {
    String column = tampering.substring(0, tampering.indexOf('='));
    String value = tampering.substring(column.length() + 1);
    String type =
        switch (column) {
          case "attributes" -> "json";
          case "lineage", "principal" -> "text";
          default -> "bigint";
        };

    int status = readAfter(session -> write(session, column, value, type)).statusCode();

    assertThat(status).isEqualTo(200);
    // What it does not understand it refuses to overwrite, and says so; but it can be ended.
    assertThat(browser().get(node(), "/write?v=y").statusCode()).isIn(200, 500);
    assertThat(browser().get(node(), "/end").statusCode()).isEqualTo(200);
    assertOthersAreServed();
  }

  private void write(SessionKey session, String column, String value, String type) {
    int rows =
        database
            .sql(
                "UPDATE cloakroom_session SET %s = CAST(? AS %s) WHERE session_key = ?"
                    .formatted(column, type))
            .param(value)
            .param(session.value())
            .update();
    assertThat(rows).isEqualTo(1);
  }

  private static String binary(byte[] value) {
    return "{\"$binary\":\"" + Base64.getEncoder().encodeToString(value) + "\"}";
  }

  private static boolean isJson(byte[] value) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return value.length > 0
          && value.length < 1 << 20
          && !JsonMapper.builder().build().readTree(value).isMissingNode()
          && value[0] != '9'
          && !new String(value, UTF_8).contains(" ");
    } catch (CharacterCodingException | JacksonException e) {
      return false;
    }
  }
}
