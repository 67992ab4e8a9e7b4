package io.cloakroom.benchmarks.comparison;

/** One measurement of one variant. */
record Measurement(Cell cell, String variant, int round, Sample sample) {}
