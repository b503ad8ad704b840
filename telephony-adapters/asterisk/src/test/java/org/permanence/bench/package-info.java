/// Benchmarks: each prints a table of our code and its baselines, measured in turns in one run.
@NullMarked
package org.permanence.bench;

import org.jspecify.annotations.NullMarked;
