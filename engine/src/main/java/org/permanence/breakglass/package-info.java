/// Break-glass: a doctor of another practice of the same on-call group reads records in an emergency.
@NullMarked
package org.permanence.breakglass;

import org.jspecify.annotations.NullMarked;
