/// The line: one caller's contact, the verbs a flow has for it, and the port to the switch behind it.
@NullMarked
package org.permanence.call;

import org.jspecify.annotations.NullMarked;
