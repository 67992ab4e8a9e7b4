/** Attributes of a session together, as text. */
@NullMarked
package io.cloakroom.container;

import org.jspecify.annotations.NullMarked;
