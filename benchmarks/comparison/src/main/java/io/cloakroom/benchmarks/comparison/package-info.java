/**
 * Drives the benchmark application with each session store, side by side, and reports what each
 * costs. Everything that is measured is a process of its own.
 */
@NullMarked
package io.cloakroom.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
