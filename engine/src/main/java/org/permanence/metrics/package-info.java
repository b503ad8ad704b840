/// Beside every station: what is counted, for operations. Every name of a metric is in one file.
@NullMarked
package org.permanence.metrics;

import org.jspecify.annotations.NullMarked;
