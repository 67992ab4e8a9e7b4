/** Values as applications and Spring keep them in sessions, and what each format makes of them. */
@NullMarked
package io.cloakroom.codec.cases;

import org.jspecify.annotations.NullMarked;
