/** What it costs to turn session attributes into bytes and back. */
@NullMarked
package io.cloakroom.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
