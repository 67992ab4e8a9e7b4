/**
 * The relational store: one row a session, on H2, PostgreSQL, MariaDB and MySQL.
 *
 * <p>It works outside the application's transactions, on connections of its own.
 */
@NullMarked
package io.cloakroom.repository.jdbc;

import org.jspecify.annotations.NullMarked;
