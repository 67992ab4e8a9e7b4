/** What Cloakroom tells of itself: health and metrics. */
@NullMarked
package io.cloakroom.actuate;

import org.jspecify.annotations.NullMarked;
