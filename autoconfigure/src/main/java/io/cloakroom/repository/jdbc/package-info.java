/** Sessions in a relational database: one row each, over connections of their own. */
@NullMarked
package io.cloakroom.repository.jdbc;

import org.jspecify.annotations.NullMarked;
