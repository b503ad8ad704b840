/// Which assistant gets which queue entry: a pure function over a snapshot; eligible first, then best.
@NullMarked
package org.permanence.routing;

import org.jspecify.annotations.NullMarked;
