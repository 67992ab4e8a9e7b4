/** Tests of the Memcached store, on real servers. */
@NullMarked
package io.cloakroom.repository.memcached;

import org.jspecify.annotations.NullMarked;
