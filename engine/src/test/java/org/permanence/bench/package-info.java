/// Benchmarks. Each prints a table of the engine and the alternatives, measured in turns within one run.
@NullMarked
package org.permanence.bench;

import org.jspecify.annotations.NullMarked;
