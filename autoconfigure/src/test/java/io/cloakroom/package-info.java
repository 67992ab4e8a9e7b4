/** Tests of the session model. */
@NullMarked
package io.cloakroom;

import org.jspecify.annotations.NullMarked;
