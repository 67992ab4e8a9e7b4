/** From a client's ticket to a live session and back, and what happens to sessions meanwhile. */
@NullMarked
package io.cloakroom.lifecycle;

import org.jspecify.annotations.NullMarked;
