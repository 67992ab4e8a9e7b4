/** The contract suite and more on H2, PostgreSQL, MariaDB and MySQL. */
@NullMarked
package io.cloakroom.repository.jdbc;

import org.jspecify.annotations.NullMarked;
