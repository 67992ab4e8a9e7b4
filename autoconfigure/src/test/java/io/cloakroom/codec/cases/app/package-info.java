/**
 * Classes as applications write them and keep them in sessions. They are not null-marked, since
 * those of applications are not; and Jackson annotations are on them only where a case is about
 * that.
 */
@NullUnmarked
package io.cloakroom.codec.cases.app;

import org.jspecify.annotations.NullUnmarked;
