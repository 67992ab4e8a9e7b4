/** Sessions for servlets: the filter, the {@code HttpSession}, and how tickets travel. */
@NullMarked
package io.cloakroom.web;

import org.jspecify.annotations.NullMarked;
