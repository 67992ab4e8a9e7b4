package io.cloakroom.repository.jdbc;

/**
 * All statements on what is denied, in the words of the database.
 *
 * @param deny denies what is not denied yet
 * @param denyAgain the same for what is denied
 * @param denyAll denies a principal who is not denied yet
 * @param denyAllAgain the same for one who is
 * @param denied what is denied of a principal
 * @param epoch for a principal's tokens
 * @param read tells of a page of what is denied, and of the clock in a row whose name is empty
 */
record RevocationSql(
    NamedQuery deny,
    NamedQuery denyAgain,
    NamedQuery denyAll,
    NamedQuery denyAllAgain,
    NamedQuery denied,
    NamedQuery epoch,
    NamedQuery read,
    NamedQuery purge) {

  private static final String INSERT =
      """
      INSERT INTO {table}_denied (name, epoch, spared, denied_at, ends_at)
      VALUES (:name, %s, %s, {now}, {now} + :retention) {unlessTaken}""";

  private static final String UPDATE =
      """
      UPDATE {table}_denied
      SET %s denied_at = {now}, ends_at = GREATEST(ends_at, {now} + :retention)
      WHERE name = :name""";

  /** In this order: MySQL and MariaDB evaluate each with the results of those before it. */
  private static final String RAISE =
      """
      spared_from = CASE WHEN spared = :spared THEN spared_from ELSE epoch END,
        epoch = GREATEST(epoch + 1, {now} + :ahead), spared = :spared,""";

  private static final String EPOCH =
      "SELECT GREATEST({now}, COALESCE((SELECT epoch FROM {table}_denied WHERE name = :name), 0))";

  private static final String READ =
      """
      SELECT {now} AS read_at, '' AS name, 0 AS epoch, '' AS spared, 0 AS spared_from,
        0 AS denied_at, 0 AS ends_at
      UNION ALL (
        SELECT {now}, name, epoch, spared, spared_from, denied_at, ends_at FROM {table}_denied
        WHERE denied_at >= :from AND (denied_at > :from OR name > :after) AND ends_at > {now}
        ORDER BY denied_at, name LIMIT :limit)""";

  static RevocationSql of(Dialect dialect, String table) {
    Templates templates = new Templates(dialect, table);
    return new RevocationSql(
        templates.query(INSERT.formatted("0", "NULL")),
        templates.query(UPDATE.formatted("")),
        templates.query(INSERT.formatted("{now} + :ahead", ":spared")),
        templates.query(UPDATE.formatted(RAISE)),
        templates.query("SELECT epoch, spared, spared_from FROM {table}_denied WHERE name = :name"),
        templates.query(EPOCH),
        templates.query(READ),
        templates.query(dialect.purgeDenied()));
  }

  private record Templates(Dialect dialect, String table) {

    NamedQuery query(String template) {
      return NamedQuery.parse(
          template
              .replace("{table}", table)
              .replace("{unlessTaken}", dialect.unlessTaken())
              .replace("{now}", dialect.now()));
    }
  }
}
