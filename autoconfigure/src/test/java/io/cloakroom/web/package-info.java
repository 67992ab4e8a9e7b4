/** The filter in a real container. */
@NullMarked
package io.cloakroom.web;

import org.jspecify.annotations.NullMarked;
