/** Tests of identities for other services, verified by another library than the one that signs. */
@NullMarked
package io.cloakroom.identity;

import org.jspecify.annotations.NullMarked;
