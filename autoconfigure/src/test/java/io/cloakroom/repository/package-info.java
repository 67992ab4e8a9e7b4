/** The contract suite that every store passes. */
@NullMarked
package io.cloakroom.repository;

import org.jspecify.annotations.NullMarked;
