/**
 * Sessions in Memcached: one item each, on the server that its shard decides.
 *
 * <p>A server's clock is read with each operation, and all times of a session are by the clock of
 * its server. When a session was last used follows from the time at which its item is due, so a
 * touch moves that, and rewrites nothing.
 */
@NullMarked
package io.cloakroom.repository.memcached;

import org.jspecify.annotations.NullMarked;
