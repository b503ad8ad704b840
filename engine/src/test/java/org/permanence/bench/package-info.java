/// Benchmarks. Each prints a table of the engine and its rivals, measured in turns within one run.
@NullMarked
package org.permanence.bench;

import org.jspecify.annotations.NullMarked;
