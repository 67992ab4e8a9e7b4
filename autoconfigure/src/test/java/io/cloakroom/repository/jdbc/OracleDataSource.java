package io.cloakroom.repository.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Says that it is a database that sessions cannot be kept in, and nothing else. */
final class OracleDataSource extends AbstractDataSource {

  @Override
  public Connection getConnection() {
    DatabaseMetaData metaData =
        stub(
            DatabaseMetaData.class,
            method ->
                switch (method) {
                  case "getDatabaseProductName" -> "Oracle";
                  case "getDatabaseProductVersion" -> "23.4";
                  case "getDatabaseMajorVersion" -> 23;
                  default -> null;
                });
    return stub(Connection.class, method -> method.equals("getMetaData") ? metaData : null);
  }

  @Override
  public Connection getConnection(String user, String password) {
    return getConnection();
  }

  private static <T> T stub(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.to(method.getName())));
  }

  private interface Answers {
    @Nullable Object to(String method);
  }
}
