/** Tests of what a node knows to be revoked. */
@NullMarked
package io.cloakroom.revocation;

import org.jspecify.annotations.NullMarked;
