/** Tests of encryption at rest. */
@NullMarked
package io.cloakroom.seal;

import org.jspecify.annotations.NullMarked;
