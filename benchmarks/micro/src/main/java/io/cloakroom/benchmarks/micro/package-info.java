/** Measures the parts of Cloakroom, and reports what they cost. */
@NullMarked
package io.cloakroom.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
