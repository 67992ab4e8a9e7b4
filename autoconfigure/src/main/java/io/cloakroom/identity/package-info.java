/** Who is signed in, told to other services: in signed tokens that they verify by themselves. */
@NullMarked
package io.cloakroom.identity;

import org.jspecify.annotations.NullMarked;
