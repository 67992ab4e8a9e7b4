/** What becomes of sessions, for those who want to be told. */
@NullMarked
package io.cloakroom.event;

import org.jspecify.annotations.NullMarked;
