package io.cloakroom.repository.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Remembers what cost a round trip, or might. */
final class CountingDataSource extends AbstractDataSource {

  private static final Set<String> ROUND_TRIPS =
      Set.of(
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeBatch",
          "isValid",
          "setTransactionIsolation",
          "setReadOnly",
          "setSchema",
          "setCatalog");

  private final DataSource target;
  private final List<String> calls = new ArrayList<>();
  private int statement;
  private @Nullable Runnable afterwards;

  CountingDataSource(DataSource target) {
    this.target = target;
  }

  /** Returns the names of the calls that an action made. */
  List<String> during(Runnable action) {
    calls.clear();
    action.run();
    return List.copyOf(calls);
  }

  /** Lets something happen right after the n-th call from now on. */
  void afterStatement(int number, Runnable action) {
    statement = number;
    afterwards = action;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return proxy(Connection.class, target.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private <T> T proxy(Class<T> type, T real) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                note(method.getName());
                return result instanceof PreparedStatement prepared
                    ? proxy(PreparedStatement.class, prepared)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
    return type.cast(proxy);
  }

  private void note(String method) {
    if (!ROUND_TRIPS.contains(method)) {
      return;
    }
    calls.add(method);
    Runnable action = afterwards;
    if (action != null && calls.size() == statement) {
      afterwards = null;
      action.run();
    }
  }
}
