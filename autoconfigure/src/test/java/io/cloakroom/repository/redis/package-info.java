/** The Redis store on real servers. */
@NullMarked
package io.cloakroom.repository.redis;

import org.jspecify.annotations.NullMarked;
