/** The contract of a store, kept in the simplest way there is: for tests, and as a reference. */
@NullMarked
package io.cloakroom.repository.memory;

import org.jspecify.annotations.NullMarked;
