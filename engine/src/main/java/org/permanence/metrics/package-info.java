/// Metrics for operations. `MetricNames` has every name.
@NullMarked
package org.permanence.metrics;

import org.jspecify.annotations.NullMarked;
