/** The relational store, on real databases. */
@NullMarked
package io.cloakroom.repository.jdbc;

import org.jspecify.annotations.NullMarked;
