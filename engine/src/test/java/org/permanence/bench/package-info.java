/// Benchmarks: each prints a table of ours beside its rivals, measured in turns in the same run.
@NullMarked
package org.permanence.bench;

import org.jspecify.annotations.NullMarked;
