@NullMarked
package io.cloakroom.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
