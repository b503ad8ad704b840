/// The flows: what a caller hears, in order, as plain sequential Java.
@NullMarked
package org.permanence.dialplan;

import org.jspecify.annotations.NullMarked;
