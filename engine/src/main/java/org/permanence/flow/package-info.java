/// A call arrives, gets a virtual thread and a flow, and always ends with a disposition.
@NullMarked
package org.permanence.flow;

import org.jspecify.annotations.NullMarked;
