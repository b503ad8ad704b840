/// Benchmarks beside rivals in the same run; none is part of a test.
@NullMarked
package org.permanence.bench;

import org.jspecify.annotations.NullMarked;
