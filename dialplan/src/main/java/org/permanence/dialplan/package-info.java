/// The call flows: what a caller hears, step by step, as plain sequential Java.
@NullMarked
package org.permanence.dialplan;

import org.jspecify.annotations.NullMarked;
