/**
 * Takes tokens back that no store holds: what a node knows of those that were revoked, and how it
 * learns what others revoke.
 */
@NullMarked
package io.cloakroom.revocation;

import org.jspecify.annotations.NullMarked;
