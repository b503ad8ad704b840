/// One caller's call, the actions a flow has for it, and the ports to the switch.
@NullMarked
package org.permanence.call;

import org.jspecify.annotations.NullMarked;
