/// Wait estimates and what callers are told of them.
@NullMarked
package org.permanence.waittime;

import org.jspecify.annotations.NullMarked;
