/** What Cloakroom knows of Spring Security. */
@NullMarked
package io.cloakroom.security;

import org.jspecify.annotations.NullMarked;
