package io.cloakroom.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Remembers each call that is a round trip to the database. */
final class CountingDataSource extends AbstractDataSource {

  private static final Set<String> ROUND_TRIPS =
      Set.of(
          "commit",
          "execute",
          "executeBatch",
          "executeQuery",
          "executeUpdate",
          "isValid",
          "rollback",
          "setReadOnly",
          "setTransactionIsolation");

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final DataSource target;

  CountingDataSource(DataSource target) {
    this.target = target;
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  void reset() {
    calls.clear();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return counted(Connection.class, target.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private <T> T counted(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (ROUND_TRIPS.contains(method.getName())) {
                calls.add(method.getName());
              }
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof PreparedStatement statement
                    ? counted(PreparedStatement.class, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
