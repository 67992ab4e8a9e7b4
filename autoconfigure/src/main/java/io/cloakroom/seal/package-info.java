/** Encryption at rest: attributes that a store keeps, and cannot read. */
@NullMarked
package io.cloakroom.seal;

import org.jspecify.annotations.NullMarked;
