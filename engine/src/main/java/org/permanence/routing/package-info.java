/// Station 5: who answers which call: eligible first, then best; a pure function over a snapshot.
@NullMarked
package org.permanence.routing;

import org.jspecify.annotations.NullMarked;
