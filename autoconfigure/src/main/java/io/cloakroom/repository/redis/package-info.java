/** Keeps sessions in Redis 6.2 to 8, or Valkey: one server, Sentinel or Cluster. */
@NullMarked
package io.cloakroom.repository.redis;

import org.jspecify.annotations.NullMarked;
