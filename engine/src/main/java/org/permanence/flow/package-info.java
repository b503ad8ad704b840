/// Station 1: a call arrives, gets a virtual thread and a flow, and ends with a disposition, whatever happens.
@NullMarked
package org.permanence.flow;

import org.jspecify.annotations.NullMarked;
