/**
 * Keeps copies of sessions in the memory of a node, in front of any store that tells of changes.
 */
@NullMarked
package io.cloakroom.repository.cache;

import org.jspecify.annotations.NullMarked;
