@NullMarked
package io.cloakroom.security;

import org.jspecify.annotations.NullMarked;
